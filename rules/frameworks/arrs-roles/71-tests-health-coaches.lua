-- Coaches: what the network ensures of them, above all supervision of both kinds, and whom it recruits.

local day = "2026-09-01"
local individual, group = "individual-coaching-supervision", "group-coaching-supervision"

for _, gate in ipairs { "arrs-health-coach", "recruit-health-coach" } do
  test("whoever has everything passes: " .. gate) { as_of = day, gate = gate, person = { meeting(gate) }, expect = eligible }
end
test "each thing is needed: recruit-health-coach" { as_of = day, each_missing = "recruit-health-coach" }

local function sessions(kind, ...)
  local made = {}
  for _, on in ipairs { ... } do
    made[#made + 1] = record "supervision" { kind, on = on, by = "a-coach", as = "supervisor" }
  end
  return made
end
local function quarterly(kind)
  return sessions(kind, "2026-04-15", "2026-07-15")
end

-- Somebody who has everything, each part as `with` says where it says anything.
local function coach(with)
  return {
    with.post or record "role" { "health-and-wellbeing-coach", on = "2020-01-06" },
    with.training or trained { "pci-health-coaching", on = "2026-03-02", outcome = "enrolled" },
    with.signed or signed_off { "code-of-ethics", "link-worker-partnership", on = "2026-03-02", as = "manager" },
    with[individual] or quarterly(individual),
    with[group] or quarterly(group),
  }
end
local function missing(...)
  return not_eligible { only = { ... } }
end

test "exactly this is enough of a coach" {
  as_of = day, gate = "arrs-health-coach", person = coach {},
  expect = eligible { ["until"] = "2026-10-22", changes_to = "not-eligible" },
}
test "exactly this is missing of a coach where there is nothing" {
  as_of = day, gate = "arrs-health-coach", person = {},
  expect = missing("in_role:health-and-wellbeing-coach", "trained:pci-health-coaching", "signed_off:code-of-ethics",
    "signed_off:link-worker-partnership", "supervised:" .. individual, "supervised:" .. group),
}

-- The post and the training --------------------------------------------------------------------------

test "a coach who left is no coach" {
  as_of = day, gate = "arrs-health-coach",
  person = coach { post = record "role" { "health-and-wellbeing-coach", on = "2020-01-06", ["until"] = "2026-08-31" } },
  expect = not_eligible { "in_role:health-and-wellbeing-coach" },
}
test "a link worker is no coach" {
  as_of = day, gate = "arrs-health-coach",
  person = coach { post = record "role" { "social-prescribing-link-worker", on = "2020-01-06" } },
  expect = missing "in_role:health-and-wellbeing-coach",
}
for _, outcome in ipairs { "enrolled", "undertaking", "completed" } do
  test("a coach's training may have come so far: " .. outcome) {
    as_of = day, gate = "arrs-health-coach",
    person = coach { training = trained { "pci-health-coaching", on = "2026-03-02", outcome = outcome } }, expect = eligible,
  }
end
test "a coach who failed the training is no longer undertaking it" {
  as_of = day, gate = "arrs-health-coach",
  person = { coach {}, trained { "pci-health-coaching", on = "2026-07-06", outcome = "failed" } },
  expect = missing "trained:pci-health-coaching",
}
test "a coach who has not begun is none under the scheme" {
  as_of = day, gate = "arrs-health-coach", person = coach { training = {} }, expect = missing "trained:pci-health-coaching",
}

-- Ethics and partnership -----------------------------------------------------------------------------

for _, pair in ipairs { { "code-of-ethics", "link-worker-partnership" }, { "link-worker-partnership", "code-of-ethics" } } do
  test("each sign-off is needed of a coach: " .. pair[1]) {
    as_of = day, gate = "arrs-health-coach",
    person = coach { signed = signed_off { pair[2], on = "2026-03-02", as = "manager" } },
    expect = missing("signed_off:" .. pair[1]),
  }
end
test "a coach's own word for ethics is not enough" {
  as_of = day, gate = "arrs-health-coach",
  person = coach { signed = signed_off { "code-of-ethics", "link-worker-partnership", on = "2026-03-02", as = "self",
    by = "the-person" } },
  expect = missing("signed_off:code-of-ethics", "signed_off:link-worker-partnership"),
}
test "trap 6: who signs off is for the organisation to say" {
  as_of = day, gate = "arrs-health-coach", person = coach {}, parameters = { ["signoff-roles"] = unset },
  expect = indeterminate { parameter = "signoff-roles" },
}

-- Supervision, alone and in a group --------------------------------------------------------------------

for _, kind in ipairs { individual, group } do
  local other = kind == individual and group or individual
  local lacks = missing("supervised:" .. kind)

  test("both kinds are needed: " .. kind) {
    as_of = day, gate = "arrs-health-coach", person = coach { [kind] = {} }, expect = lacks,
  }
  test("more of one kind is none of the other: " .. kind) {
    as_of = day, gate = "arrs-health-coach",
    person = coach { [kind] = sessions(other, "2026-05-15", "2026-06-15", "2026-08-15") }, expect = lacks,
  }
  test("trap 10: the last day after the last session: " .. kind) {
    as_of = day, gate = "arrs-health-coach", person = coach { [kind] = sessions(kind, "2026-03-09", "2026-05-25") },
    expect = eligible { ["until"] = day, changes_to = "not-eligible" },
  }
  test("trap 10: the first day after that: " .. kind) {
    as_of = day, gate = "arrs-health-coach", person = coach { [kind] = sessions(kind, "2026-03-09", "2026-05-24") },
    expect = lacks,
  }
  test("two sessions on the last day that lies between them: " .. kind) {
    as_of = day, gate = "arrs-health-coach", person = coach { [kind] = sessions(kind, "2026-03-09", "2026-06-16") },
    expect = eligible,
  }
  test("two sessions a day too far apart: " .. kind) {
    as_of = day, gate = "arrs-health-coach", person = coach { [kind] = sessions(kind, "2026-03-09", "2026-06-17") },
    expect = lacks,
  }
  test("the first session of the last six months on its last day: " .. kind) {
    as_of = day, gate = "arrs-health-coach", person = coach { [kind] = sessions(kind, "2026-06-08") }, expect = eligible,
  }
  test("the first session of the last six months a day late: " .. kind) {
    as_of = day, gate = "arrs-health-coach", person = coach { [kind] = sessions(kind, "2026-06-09") }, expect = lacks,
  }
  test("trap 10: a new coach has no last session: " .. kind) {
    as_of = day, gate = "arrs-health-coach",
    person = coach { [kind] = {}, post = record "role" { "health-and-wellbeing-coach", on = "2026-05-25" } },
    expect = eligible { ["until"] = day, changes_to = "not-eligible" },
  }
  test("trap 10: a new coach whom nobody supervised in time: " .. kind) {
    as_of = day, gate = "arrs-health-coach",
    person = coach { [kind] = {}, post = record "role" { "health-and-wellbeing-coach", on = "2026-05-24" } }, expect = lacks,
  }
  test("an organisation may ask for it each month: " .. kind) {
    as_of = day, gate = "arrs-health-coach",
    person = coach { [other] = sessions(other, "2026-03-25", "2026-04-25", "2026-05-25", "2026-06-25", "2026-07-25") },
    parameters = { ["coaching-supervision"] = months(1) }, expect = lacks,
  }
end
for _, name in ipairs { "coaching-supervision", "coaching-supervision-look-back", "grace" } do
  test("trap 6: how often coaching is supervised is for the organisation to say: " .. name) {
    as_of = day, gate = "arrs-health-coach", person = coach {}, parameters = { [name] = unset },
    expect = indeterminate { parameter = name },
  }
end
test "an organisation may allow no day of grace" {
  as_of = day, gate = "arrs-health-coach", person = coach { [group] = sessions(group, "2026-03-09", "2026-05-31") },
  parameters = { grace = days(0) }, expect = missing("supervised:" .. group),
}

-- Recruitment ----------------------------------------------------------------------------------------

local unwilling = missing "signed_off:willing-four-day-programme"

test "a recruit needs to be willing and nothing else" {
  as_of = day, gate = "recruit-health-coach",
  person = { signed_off { "willing-four-day-programme", on = "2026-08-03", as = "manager" } }, expect = eligible,
}
test "what is desirable takes no promise's place" {
  as_of = day, gate = "recruit-health-coach",
  person = { qualified { "coaching-counselling", on = "2015-07-01" },
    experienced { "coaching-counselling-experience", "non-clinical-coaching-experience", on = "2015-07-01" } },
  expect = unwilling,
}
test "a promise that a peer took is none" {
  as_of = day, gate = "recruit-health-coach",
  person = { signed_off { "willing-four-day-programme", on = "2026-08-03", as = "peer" } }, expect = unwilling,
}
