-- Before the first referral: the accredited courses, induction, and for how long a training counts.
-- `until` is a word of Lua itself, so as a name it is written ["until"].

local day = "2026-09-01"
local accredited = { "pci-two-day-care-coordination", "pci-care-support-planning", "pci-shared-decision-making" }

-- Somebody who has everything but what is named, and `...` instead.
local function but(missing, ...)
  return { meeting "take-referrals", without = missing, ... }
end

for _, stage in ipairs { "gate", "level" } do
  local name = stage == "gate" and "take-referrals" or "pre-referral"
  test("whoever has done everything may take referrals: " .. name) {
    as_of = day, [stage] = name, person = { meeting(name) }, expect = eligible,
  }
end
test "each thing asked before referrals is needed" { as_of = day, each_missing = "take-referrals" }

test "exactly this is enough before the first referral" {
  as_of = day, level = "pre-referral",
  person = {
    trained { "pci-two-day-care-coordination", "pci-care-support-planning", "pci-shared-decision-making",
      "mandatory-safeguarding", "mandatory-confidentiality", on = "2026-08-03" },
    signed_off { "setting-induction", on = "2026-08-28", by = "a-manager", as = "manager" },
  },
  expect = eligible { ["until"] = "2027-08-03", changes_to = "not-eligible" },
}
test "exactly this is missing where there is nothing" {
  as_of = day, gate = "take-referrals", person = {},
  expect = not_eligible { only = { "trained:pci-two-day-care-coordination", "trained:pci-care-support-planning",
    "trained:pci-shared-decision-making", "signed_off:setting-induction", "trained:mandatory-safeguarding",
    "trained:mandatory-confidentiality" } },
}
test "what a stage asks through the gate is named with the gate" {
  as_of = day, level = "pre-referral", person = { meeting "pre-referral", without = { "setting-induction" } },
  expect = not_eligible { only = { "take-referrals/signed_off:setting-induction" } },
}

-- Accredited training ------------------------------------------------------------------------------

for _, course in ipairs(accredited) do
  local function stands_at(outcome, note)
    return but({ course }, trained { course, on = "2026-08-24", outcome = outcome, note = note },
      record "role" { "care-coordinator", on = "2026-08-24" })
  end
  for _, outcome in ipairs { "enrolled", "undertaking", "failed" } do
    test("trap 7: " .. outcome .. " is not completed: " .. course) {
      as_of = day, gate = "take-referrals", person = stands_at(outcome),
      expect = not_eligible { only = { "trained:" .. course } },
    }
  end
  test("an equivalent course counts: " .. course) {
    as_of = day, gate = "take-referrals", person = stands_at("equivalent", "the same course elsewhere"),
    expect = eligible,
  }
end
test "accredited training does not lapse" {
  as_of = day, gate = "take-referrals",
  person = but(accredited, trained { "pci-two-day-care-coordination", "pci-care-support-planning",
    "pci-shared-decision-making", on = "2015-03-02" }),
  expect = eligible,
}
test "a course whose certificate has a last day lapses after it" {
  as_of = day, gate = "take-referrals",
  person = but({ "pci-care-support-planning" },
    trained { "pci-care-support-planning", on = "2025-03-02", ["until"] = "2026-08-31" }),
  expect = not_eligible { only = { "trained:pci-care-support-planning" } },
}
test "coaching skills do not take the place of the two days" {
  as_of = day, gate = "take-referrals",
  person = but({ "pci-two-day-care-coordination" },
    trained { "coaching-skills", "motivational-interviewing", "care-certificate", on = "2026-03-02" }),
  expect = not_eligible { only = { "trained:pci-two-day-care-coordination" } },
}
test "the apprenticeship excuses from nothing" {
  as_of = day, gate = "take-referrals",
  person = but({ "pci-two-day-care-coordination", "setting-induction" },
    trained { "chww-apprenticeship", on = "2026-03-02" }),
  expect = not_eligible { only = { "trained:pci-two-day-care-coordination", "signed_off:setting-induction" } },
}

-- Training that may still be under way while the job begins ------------------------------------------

local lenient = { ["accredited-training"] = "at-the-start" }

-- In the post since `since`, with one course only begun.
local function beginner(course, since, outcome)
  return but({ "trained:" .. course }, trained { course, on = "2026-07-20", outcome = outcome or "enrolled" },
    record "role" { "care-coordinator", on = since })
end

for _, course in ipairs(accredited) do
  local again = "trained:" .. course .. "#2"
  for _, outcome in ipairs { "enrolled", "undertaking" } do
    test("at the start of the job a course may be " .. outcome .. ": " .. course) {
      as_of = day, gate = "take-referrals", parameters = lenient, person = beginner(course, "2026-08-02", outcome),
      expect = eligible { ["until"] = day, changes_to = "not-eligible" },
    }
  end
  test("a month after the start it must be over: " .. course) {
    as_of = day, gate = "take-referrals", parameters = lenient, person = beginner(course, "2026-08-01"),
    expect = not_eligible { "trained:" .. course },
  }
  test("at the start of the job a course that was failed is not under way: " .. course) {
    as_of = day, gate = "take-referrals", parameters = lenient, person = beginner(course, "2026-08-20", "failed"),
    expect = not_eligible { "trained:" .. course, again },
  }
  test("before the job nothing may still be under way: " .. course) {
    as_of = day, gate = "take-referrals", parameters = lenient, person = beginner(course, "2026-09-02"),
    expect = not_eligible { "trained:" .. course, ["until"] = day, changes_to = "eligible" },
  }
  test("at the start of the job a course must at least have begun: " .. course) {
    as_of = day, gate = "take-referrals", parameters = lenient,
    person = but({ "trained:" .. course, again }, record "role" { "care-coordinator", on = "2026-08-20" }),
    expect = not_eligible { "trained:" .. course, again },
  }
end
test "at the start of the job induction must be over all the same" {
  as_of = day, gate = "take-referrals", parameters = lenient,
  person = but({ "setting-induction" }, record "role" { "care-coordinator", on = "2026-08-20" }),
  expect = not_eligible { only = { "signed_off:setting-induction" } },
}
test "a later course may take longer where an organisation says so" {
  as_of = day, gate = "take-referrals", person = beginner("pci-two-day-care-coordination", "2026-07-20"),
  parameters = { ["accredited-training"] = "at-the-start", ["start-of-employment"] = weeks(12) },
  expect = eligible { ["until"] = "2026-10-11", changes_to = "not-eligible" },
}
test "trap 6: how long a job begins is for the organisation to say" {
  as_of = day, gate = "take-referrals", person = beginner("pci-two-day-care-coordination", "2026-08-20"),
  parameters = { ["accredited-training"] = "at-the-start", ["start-of-employment"] = unset },
  expect = indeterminate { parameter = "start-of-employment" },
}
test "trap 6: whether training may be under way is for the organisation to say" {
  as_of = day, gate = "take-referrals", person = beginner("pci-two-day-care-coordination", "2026-08-20"),
  parameters = { ["accredited-training"] = unset }, expect = indeterminate { parameter = "accredited-training" },
}
test "whoever has finished need not wait for that decision" {
  as_of = day, gate = "take-referrals", person = { meeting "take-referrals" },
  parameters = { ["accredited-training"] = unset, ["start-of-employment"] = unset }, expect = eligible,
}

-- Induction ----------------------------------------------------------------------------------------

for _, as in ipairs { "supervisor", "assessor", "manager" } do
  test("induction may be signed off by a capacity of the list: " .. as) {
    as_of = day, gate = "take-referrals",
    person = but({ "setting-induction" }, signed_off { "setting-induction", on = "2026-08-28", by = "somebody", as = as }),
    expect = eligible,
  }
end
for _, as in ipairs { "peer", "self" } do
  test("induction is not signed off by others: " .. as) {
    as_of = day, gate = "take-referrals",
    person = but({ "setting-induction" },
      signed_off { "setting-induction", on = "2026-08-28", by = as == "self" and "the-person" or "somebody", as = as }),
    expect = not_eligible { only = { "signed_off:setting-induction" } },
  }
end
test "trap 6: who signs off is for the organisation to say" {
  as_of = day, gate = "take-referrals", person = { meeting "take-referrals" }, parameters = { ["signoff-roles"] = unset },
  expect = indeterminate { parameter = "signoff-roles" },
}

local parts = { "induction-mandatory-training", "induction-it-systems", "induction-service-roles",
  "induction-introductions", "induction-patient-groups", "induction-care-at-home-frameworks",
  "induction-employer-priorities", "induction-policy-context", "induction-outcomes-boundaries" }

for _, part in ipairs(parts) do
  test("a part of induction is needed where an organisation asks for it: " .. part) {
    as_of = day, gate = "take-referrals", person = but { part },
    parameters = { ["induction-required"] = { "setting-induction", part } },
    expect = not_eligible { only = { "signed_off:" .. part } },
  }
  test("a part of induction that is asked for is signed off: " .. part) {
    as_of = day, gate = "take-referrals",
    person = but({ part }, signed_off { part, on = "2026-08-20", by = "a-manager", as = "manager" }),
    parameters = { ["induction-required"] = { "setting-induction", part } }, expect = eligible,
  }
end

-- Somebody with the accredited courses and what else is given.
local function with(...)
  return { trained { "pci-two-day-care-coordination", "pci-care-support-planning", "pci-shared-decision-making",
    on = "2026-08-03" }, ... }
end

test "an organisation may leave the mandatory trainings to induction" {
  as_of = day, gate = "take-referrals", person = with(signed_off { "setting-induction", on = "2026-08-28", as = "manager" }),
  parameters = { ["induction-required"] = { "setting-induction" } }, expect = eligible,
}
test "an organisation may ask for parts instead of the whole" {
  as_of = day, gate = "take-referrals",
  person = with(trained { "mandatory-safeguarding", "mandatory-confidentiality", on = "2026-08-03" }),
  parameters = { ["induction-required"] = { "mandatory-safeguarding", "mandatory-confidentiality" } }, expect = eligible,
}
test "the parts of induction are examples until an organisation asks for them" {
  as_of = day, gate = "take-referrals",
  person = with(trained { "mandatory-safeguarding", "mandatory-confidentiality", on = "2026-08-03" },
    signed_off { "induction-mandatory-training", "induction-it-systems", "induction-service-roles",
      "induction-introductions", "induction-patient-groups", "induction-care-at-home-frameworks",
      "induction-employer-priorities", "induction-policy-context", "induction-outcomes-boundaries",
      on = "2026-08-28", as = "manager" }),
  expect = not_eligible { only = { "signed_off:setting-induction" } },
}
test "trap 6: what belongs to induction is for the organisation to say" {
  as_of = day, gate = "take-referrals", person = but { "setting-induction" },
  parameters = { ["induction-required"] = unset }, expect = indeterminate { parameter = "induction-required" },
}

-- How long a training counts ---------------------------------------------------------------------------

local currencies = {
  { course = "mandatory-safeguarding", last = "2023-09-01", over = "2023-08-31" },
  { course = "mandatory-confidentiality", last = "2025-09-01", over = "2025-08-31" },
}
for _, currency in ipairs(currencies) do
  local function since(on)
    return but({ currency.course }, trained { currency.course, on = on })
  end
  test("the last day of a mandatory training: " .. currency.course) {
    as_of = day, gate = "take-referrals", person = since(currency.last),
    expect = eligible { ["until"] = day, changes_to = "not-eligible" },
  }
  test("the first day after a mandatory training: " .. currency.course) {
    as_of = day, gate = "take-referrals", person = since(currency.over),
    expect = not_eligible { only = { "trained:" .. currency.course } },
  }
  test("trap 6: how long a mandatory training counts is for the organisation to say: " .. currency.course) {
    as_of = day, gate = "take-referrals", person = since "2026-08-03",
    parameters = { ["currency-" .. currency.course] = unset },
    expect = indeterminate { parameter = "currency-" .. currency.course },
  }
  test("a mandatory training that has only begun does not count: " .. currency.course) {
    as_of = day, gate = "take-referrals",
    person = but({ currency.course }, trained { currency.course, on = "2026-08-03", outcome = "undertaking" }),
    expect = not_eligible { only = { "trained:" .. currency.course } },
  }
end
