-- The stages: time in post to the day, what each of them keeps, and the two ways onward.

local day = "2026-09-01"

for _, stage in ipairs { "first-six-months", "six-to-twelve-months", "specialist", "team-management" } do
  test("whoever has done everything is there: " .. stage) {
    as_of = day, level = stage, person = { meeting(stage) }, expect = eligible,
  }
  test("each thing is needed: " .. stage) { as_of = day, each_missing = stage }
end

-- What every stage keeps, written down a second time.
local referrals = { trained { "pci-two-day-care-coordination", "pci-care-support-planning", "pci-shared-decision-making",
  "mandatory-safeguarding", "mandatory-confidentiality", on = "2026-03-02" },
  signed_off { "setting-induction", on = "2026-03-02", as = "manager" } }
local contacts = signed_off { "named-first-contact", "suitable-supervisor", "concerns-route", on = "2026-03-02", as = "manager" }

local missing_referrals = { "take-referrals/trained:pci-two-day-care-coordination",
  "take-referrals/trained:pci-care-support-planning", "take-referrals/trained:pci-shared-decision-making",
  "take-referrals/signed_off:setting-induction", "take-referrals/trained:mandatory-safeguarding",
  "take-referrals/trained:mandatory-confidentiality" }
local missing_contacts = { "supervision-in-order/signed_off:named-first-contact",
  "supervision-in-order/signed_off:suitable-supervisor", "supervision-in-order/signed_off:concerns-route" }

local function sessions(...)
  local made = {}
  for _, on in ipairs { ... } do
    made[#made + 1] = record "supervision" { "regular-supervision", on = on, by = "a-supervisor", as = "supervisor" }
  end
  return made
end
local often = sessions("2026-06-15", "2026-06-29", "2026-07-13", "2026-07-27", "2026-08-10", "2026-08-24")

local function in_post(since, till)
  return record "role" { "care-coordinator", on = since, ["until"] = till }
end
local plan = signed_off { "personal-development-plan", on = "2026-08-03", as = "manager" }

-- The first six months -------------------------------------------------------------------------------

test "exactly this is enough in the first six months" {
  as_of = day, level = "first-six-months", person = { in_post "2026-06-01", referrals, contacts, often },
  expect = eligible { ["until"] = "2026-09-14", changes_to = "not-eligible" },
}
test "the last day of the first six months" {
  as_of = day, level = "first-six-months", person = { in_post "2026-03-02", referrals, contacts, often },
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "the first day after the first six months" {
  as_of = day, level = "first-six-months", person = { in_post "2026-03-01", referrals, contacts, often },
  expect = not_eligible { only = { "in_role:care-coordinator" } },
}
test "six months from the last of August end with February" {
  as_of = "2026-02-27", level = "first-six-months",
  person = { in_post "2025-08-31", meeting "first-six-months", without = { "in_role:care-coordinator" },
    sessions("2025-12-08", "2025-12-22", "2026-01-05", "2026-01-19", "2026-02-02", "2026-02-16") },
  expect = eligible { ["until"] = "2026-02-27", changes_to = "not-eligible" },
}
test "whoever is not in the post is at no stage of it" {
  as_of = day, level = "first-six-months", person = { in_post("2026-06-01", "2026-08-31"), referrals, contacts, often },
  expect = not_eligible { "in_role:care-coordinator" },
}
test "the first six months keep what came before the first referral" {
  as_of = day, level = "first-six-months", person = { in_post "2026-06-01", contacts, often },
  expect = not_eligible { only = missing_referrals },
}
test "the first six months ask for supervision in order" {
  as_of = day, level = "first-six-months", person = { in_post "2026-06-01", referrals, often },
  expect = not_eligible { only = missing_contacts },
}
test "an award of the stage before opens no gate" {
  as_of = day, level = "first-six-months",
  person = { award "pre-referral" { on = "2026-06-01" }, in_post "2026-06-01", contacts, often },
  expect = not_eligible { only = missing_referrals },
}

-- Six to twelve months -------------------------------------------------------------------------------

local development = { "cpd-webinars", "cpd-formal-offers", "cpd-role-setting-training", "cpd-mental-health",
  "cpd-trauma-informed", "cpd-difficult-conversations", "cpd-action-learning", "cpd-peer-support", "cpd-job-shadowing",
  "cpd-reflective-practice", "cpd-group-supervision", "cpd-case-discussion", "cpd-reading-research" }
local missing_development = {}
for i, kind in ipairs(development) do missing_development[i] = "trained:" .. kind end

local monthly_sessions = sessions("2026-06-15", "2026-07-15", "2026-08-15")
local developed = trained { "cpd-webinars", on = "2026-07-06" }

local function established(since, ...)
  return { in_post(since), referrals, contacts, monthly_sessions, plan, ... }
end

for _, kind in ipairs(development) do
  test("any kind of development will do: " .. kind) {
    as_of = day, level = "six-to-twelve-months", person = established("2026-01-05", trained { kind, on = "2026-07-06" }),
    expect = eligible,
  }
end
test "without any development all kinds are named" {
  as_of = day, level = "six-to-twelve-months", person = established "2026-01-05",
  expect = not_eligible { only = missing_development },
}
test "development that has only begun does not count" {
  as_of = day, level = "six-to-twelve-months",
  person = established("2026-01-05", trained { "cpd-webinars", on = "2026-07-06", outcome = "undertaking" }),
  expect = not_eligible { only = missing_development },
}
test "the first day of the second half of the year" {
  as_of = day, level = "six-to-twelve-months", person = established("2026-03-01", developed), expect = eligible,
}
test "the day before it" {
  as_of = day, level = "six-to-twelve-months",
  person = { established("2026-03-02", developed), often },
  expect = not_eligible { only = { "in_role:care-coordinator" }, ["until"] = day, changes_to = "eligible" },
}
test "the last day of the first year" {
  as_of = day, level = "six-to-twelve-months", person = established("2025-09-02", developed),
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "the first day after the first year" {
  as_of = day, level = "six-to-twelve-months", person = established("2025-09-01", developed),
  expect = not_eligible { only = { "in_role:care-coordinator" } },
}
test "a development plan is needed" {
  as_of = day, level = "six-to-twelve-months", person = { in_post "2026-01-05", referrals, contacts, monthly_sessions, developed },
  expect = not_eligible { only = { "signed_off:personal-development-plan" } },
}
test "a plan that a peer confirms is none" {
  as_of = day, level = "six-to-twelve-months",
  person = { in_post "2026-01-05", referrals, contacts, monthly_sessions, developed,
    signed_off { "personal-development-plan", on = "2026-08-03", as = "peer" } },
  expect = not_eligible { only = { "signed_off:personal-development-plan" } },
}
test "the second half of the year keeps what came before the first referral" {
  as_of = day, level = "six-to-twelve-months", person = { in_post "2026-01-05", contacts, monthly_sessions, plan, developed },
  expect = not_eligible { only = missing_referrals },
}
test "the second half of the year asks for supervision in order" {
  as_of = day, level = "six-to-twelve-months", person = { in_post "2026-01-05", referrals, monthly_sessions, plan, developed },
  expect = not_eligible { only = missing_contacts },
}
test "an organisation may ask for more than one kind" {
  as_of = day, level = "six-to-twelve-months",
  person = established("2026-01-05", trained { "cpd-webinars", "cpd-job-shadowing", on = "2026-07-06" }),
  parameters = { ["cpd-count"] = 3 }, expect = not_eligible { "trained:cpd-peer-support" },
}
test "so many kinds are enough then" {
  as_of = day, level = "six-to-twelve-months",
  person = established("2026-01-05", trained { "cpd-webinars", "cpd-job-shadowing", "cpd-peer-support", on = "2026-07-06" }),
  parameters = { ["cpd-count"] = 3 }, expect = eligible,
}
test "trap 6: how many kinds are enough is for the organisation to say" {
  as_of = day, level = "six-to-twelve-months", person = established("2026-01-05", developed),
  parameters = { ["cpd-count"] = unset }, expect = indeterminate { parameter = "cpd-count" },
}
test "part-time staff are open here, too" {
  as_of = day, level = "six-to-twelve-months",
  person = { record "role" { "care-coordinator", on = "2026-01-05", value = 0.5 }, referrals, contacts, monthly_sessions,
    plan, developed },
  parameters = { ["part-time-cadence"] = unset }, expect = indeterminate { parameter = "part-time-cadence" },
}

-- Specialist roles -----------------------------------------------------------------------------------

local specialisms = { "specialist-cancer", "specialist-end-of-life", "specialist-learning-disability",
  "specialist-anticipatory-care", "specialist-elective-care", "specialist-care-homes", "specialist-long-term-conditions",
  "specialist-perioperative", "specialist-primary-care-network" }
local missing_specialisms = {}
for i, specialism in ipairs(specialisms) do missing_specialisms[i] = "trained:" .. specialism end
local supported = signed_off { "specialist-service-support", on = "2026-08-03", as = "manager" }

for _, specialism in ipairs(specialisms) do
  test("a specialist of one field: " .. specialism) {
    as_of = day, level = "specialist",
    person = { in_post "2020-01-06", referrals, contacts, monthly_sessions, supported, trained { specialism, on = "2026-07-06" } },
    expect = eligible,
  }
end
test "a specialist from the first day in the job" {
  as_of = day, level = "specialist",
  person = { in_post(day), referrals, contacts, supported, trained { "specialist-cancer", on = "2026-07-06" } },
  expect = eligible,
}
test "no specialist without training for a field" {
  as_of = day, level = "specialist", person = { in_post "2020-01-06", referrals, contacts, monthly_sessions, supported },
  expect = not_eligible { only = missing_specialisms },
}
test "training for a field that has only begun makes no specialist" {
  as_of = day, level = "specialist",
  person = { in_post "2020-01-06", referrals, contacts, monthly_sessions, supported,
    trained { "specialist-cancer", on = "2026-07-06", outcome = "undertaking" } },
  expect = not_eligible { only = missing_specialisms },
}
local trained_for_cancer = trained { "specialist-cancer", on = "2026-07-06" }
test "no specialist without the team behind it" {
  as_of = day, level = "specialist", person = { in_post "2020-01-06", referrals, contacts, monthly_sessions, trained_for_cancer },
  expect = not_eligible { only = { "signed_off:specialist-service-support" } },
}
test "a peer's word does not stand for the team" {
  as_of = day, level = "specialist",
  person = { in_post "2020-01-06", referrals, contacts, monthly_sessions, trained_for_cancer,
    signed_off { "specialist-service-support", on = "2026-08-03", as = "peer" } },
  expect = not_eligible { only = { "signed_off:specialist-service-support" } },
}
test "a specialist keeps what came before the first referral" {
  as_of = day, level = "specialist",
  person = { in_post "2020-01-06", contacts, monthly_sessions, supported, trained_for_cancer },
  expect = not_eligible { only = missing_referrals },
}
test "a specialist is supervised in order" {
  as_of = day, level = "specialist", person = { in_post "2020-01-06", referrals, monthly_sessions, supported, trained_for_cancer },
  expect = not_eligible { only = missing_contacts },
}

-- Managing a team --------------------------------------------------------------------------------------

local function practised(...)
  return { meeting "team-management", without = { "experienced:care-coordination-practice" }, ... }
end
local function practice(on, till)
  return record "experience" { "care-coordination-practice", on = on, ["until"] = till }
end

test "two years of practice to the day" {
  as_of = day, level = "team-management", person = practised(practice "2024-09-02"), expect = eligible,
}
test "two years of practice less a day" {
  as_of = day, level = "team-management", person = practised(practice "2024-09-03"),
  expect = not_eligible { only = { "experienced:care-coordination-practice" }, ["until"] = day, changes_to = "eligible" },
}
test "two posts at once are counted once" {
  as_of = day, level = "team-management", person = practised(practice "2025-09-01", practice "2025-09-01"),
  expect = not_eligible { only = { "experienced:care-coordination-practice" } },
}
test "practice adds up over a break" {
  as_of = day, level = "team-management",
  person = practised(practice("2020-01-06", "2021-01-05"), practice "2025-09-02"), expect = eligible,
}
test "whoever manages need not coordinate care themselves" {
  as_of = day, level = "team-management", person = practised(practice("2020-01-06", "2023-01-05")), expect = eligible,
}
test "managers keep what comes before a referral" {
  as_of = day, level = "team-management",
  person = { meeting "core-competence", practice "2020-01-06" }, expect = not_eligible { only = missing_referrals },
}
test "managers have the core competencies" {
  as_of = day, level = "team-management", person = { referrals, practice "2020-01-06" },
  expect = not_eligible { "core-competence/assessed:professionalism", "core-competence/evidenced:data-handling" },
}
test "an organisation may ask managers for more practice" {
  as_of = day, level = "team-management", person = practised(practice "2024-09-02"),
  parameters = { ["management-experience"] = years(3) },
  expect = not_eligible { only = { "experienced:care-coordination-practice" } },
}
test "trap 6: how long makes a manager is for the organisation to say" {
  as_of = day, level = "team-management", person = practised(practice "2015-09-01"),
  parameters = { ["management-experience"] = unset }, expect = indeterminate { parameter = "management-experience" },
}
