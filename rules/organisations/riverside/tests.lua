-- What Riverside decided, framework by framework. Names are "framework/id".

local day = "2026-09-01"
local sel, hee, nhse = "sel-care-navigator/", "hee-care-navigation/", "nhse-care-coordinator/"
local arrs, somerset = "arrs-roles/", "somerset-social-prescribing/"

for _, level in ipairs {
  sel .. "level-1", sel .. "level-2", sel .. "level-3", sel .. "level-4", hee .. "essential", hee .. "enhanced", hee .. "expert",
  nhse .. "pre-referral", nhse .. "first-six-months", nhse .. "six-to-twelve-months", nhse .. "specialist",
  nhse .. "team-management", somerset .. "entry", somerset .. "early-career", somerset .. "mid-career", somerset .. "established",
  somerset .. "wider-responsibilities",
} do
  test("everything is decided: " .. level) { as_of = day, level = level, person = { meeting(level) }, expect = eligible }
end
for _, gate in ipairs {
  nhse .. "take-referrals", nhse .. "supervision-in-order", nhse .. "core-competence", arrs .. "arrs-link-worker",
  arrs .. "arrs-health-coach", arrs .. "arrs-care-coordinator",
} do
  test("everything is decided: " .. gate) { as_of = day, gate = gate, person = { meeting(gate) }, expect = eligible }
end

-- South east London ----------------------------------------------------------------------------------------------------

local function told(as)
  return { meeting(sel .. "level-1"), without = "assessed:l1-telephone-skills",
    record "assessment" { sel .. "l1-telephone-skills", value = 1, on = "2026-06-01", by = "pat", as = as,
      method = "service-user-feedback" } }
end
test "a supervisor's word counts at the desk" { as_of = day, level = sel .. "level-1", person = told "supervisor", expect = eligible }
for _, as in ipairs { "peer", "service-user" } do
  test("a word of a " .. as .. " is listened to, and decides nothing") {
    as_of = day, level = sel .. "level-1", person = told(as), expect = not_eligible { only = "assessed:l1-telephone-skills" },
  }
end

local function recommended(on)
  return {
    meeting(sel .. "appoint-level-2"),
    without = { "experienced:ps2-reception-independent-working", "signed_off:ps2-channels-and-databases",
      "trained:safeguarding-level-3", "trained:basic-life-support" },
    record "training" { "band-2-3-programme", outcome = "completed", on = "2025-01-15" },
    record "appraisal" { sel .. "level-2", outcome = "recommended", on = on, by = "m-holt", as = "manager" },
  }
end
test "a recommendation opens the next desk for fifteen months" {
  as_of = day, gate = sel .. "appoint-level-2", person = recommended "2025-06-01",
  expect = eligible { ["until"] = "2026-09-01", changes_to = "not-eligible" },
}
test "and not a day longer" { as_of = day, gate = sel .. "appoint-level-2", person = recommended "2025-05-31", expect = not_eligible }

-- Health Education England -----------------------------------------------------------------------------------------------

-- Whoever is made to meet the tier has forty-four of its forty-eight statements, which are nine in ten.
local function essential_but(...)
  return { meeting(hee .. "essential"), without = { ... } }
end
test "forty-three statements of forty-eight are not nine in ten" {
  as_of = day, level = hee .. "essential", person = essential_but "assessed:ess-warm-empathic", expect = not_eligible,
}
test "any other makes up for it" {
  as_of = day, level = hee .. "essential",
  person = { essential_but "assessed:ess-warm-empathic", record "assessment" { hee .. "ess-audit-principles", value = 1,
    on = "2026-05-04", by = "gus", as = "supervisor", method = "portfolio" } },
  expect = eligible,
}

local function background(since)
  return { meeting(hee .. "enhanced"), without = "experienced:enh-sector-background",
    record "experience" { "enh-sector-background", on = since } }
end
test "half a year is some experience" { as_of = day, level = hee .. "enhanced", person = background "2026-03-02", expect = eligible }
test "a day less is not" {
  as_of = day, level = hee .. "enhanced", person = background "2026-03-03",
  expect = not_eligible { only = "experienced:enh-sector-background", ["until"] = "2026-09-01", changes_to = "eligible" },
}

-- What was shown at the desk counts by the crosswalk, if it was judged in one of the ways that the tier knows.
local function shown_at_the_desk(method)
  return { essential_but "assessed:ess-warm-empathic", record "assessment" { sel .. "l2-services-register", value = 1,
    on = "2026-05-04", by = "gus", as = "supervisor", method = method } }
end
for _, method in ipairs { "workplace-based-assessment", "portfolio" } do
  test("a register of services kept at the desk is the tier's directory: " .. method) {
    as_of = day, level = hee .. "essential", person = shown_at_the_desk(method), expect = eligible,
  }
end
test "but not in a staged task: the tier wants to see it at work" {
  as_of = day, level = hee .. "essential", person = shown_at_the_desk "simulation", expect = not_eligible,
}

local function without_the_tier_below(award)
  return { meeting(hee .. "enhanced"), without = { "holds:essential", "assessed:ess-warm-empathic" }, award }
end
test "level 3 is more than the essential tier, and opens the enhanced one" {
  as_of = day, level = hee .. "enhanced", person = without_the_tier_below(award(sel .. "level-3") { on = "2026-01-10" }),
  expect = eligible,
}
test "level 2 covers a part of it only" {
  as_of = day, level = hee .. "enhanced", person = without_the_tier_below(award(sel .. "level-2") { on = "2026-01-10" }),
  expect = not_eligible { "holds:essential" },
}

-- The college.
local function from_college(on, by)
  return without_the_tier_below(award "eastmoor-college/navigation-certificate" { on = on, by = by })
end
test "the college's certificate stands for the first tier for two years" {
  as_of = day, level = hee .. "enhanced", person = from_college("2024-09-01", "Eastmoor College"),
  expect = eligible { ["until"] = "2026-09-01", changes_to = "not-eligible" },
}
test "and not a day longer than that" {
  as_of = day, level = hee .. "enhanced", person = from_college("2024-08-31", "Eastmoor College"), expect = not_eligible,
}
test "a certificate of that name by somebody else does not count" {
  as_of = day, level = hee .. "enhanced", person = from_college("2026-03-01", "Shed Academy"), expect = not_eligible,
}

-- The scheme ---------------------------------------------------------------------------------------------------------------

local function safeguarded(on)
  return { meeting(arrs .. "arrs-link-worker"), without = "trained:mand-safeguarding-adults",
    record "training" { "mand-safeguarding-adults", outcome = "completed", on = on } }
end
test "no link worker sees people at home whose safeguarding has lapsed" {
  as_of = day, gate = arrs .. "arrs-link-worker", person = safeguarded "2023-08-31",
  expect = not_eligible { only = "trained:mand-safeguarding-adults" },
}
test "three years of it include the day itself" {
  as_of = day, gate = arrs .. "arrs-link-worker", person = safeguarded "2023-09-01",
  expect = eligible { ["until"] = "2026-09-01", changes_to = "not-eligible" },
}

local function coached(...)
  local person = { meeting(arrs .. "arrs-health-coach"), record "role" { "health-and-wellbeing-coach", on = "2024-04-02" } }
  person.without = { "in_role:health-and-wellbeing-coach", "supervised:group-coaching-supervision" }
  for _, on in ipairs { ... } do
    person[#person + 1] = record "supervision" { "group-coaching-supervision", on = on, by = "n", as = "supervisor" }
  end
  return person
end
test "coaching is supervised every two months, and a week late is in time" {
  as_of = day, gate = arrs .. "arrs-health-coach", person = coached("2026-03-08", "2026-05-15", "2026-07-22"), expect = eligible,
}
test "a day more is a session missed" {
  as_of = day, gate = arrs .. "arrs-health-coach", person = coached("2026-03-08", "2026-05-15", "2026-07-23"),
  expect = not_eligible { only = "supervised:group-coaching-supervision" },
}
