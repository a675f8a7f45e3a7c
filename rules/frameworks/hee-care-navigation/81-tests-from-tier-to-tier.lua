-- How the tiers build on each other, how one enters higher up, and what each asks for beside its competencies.

local list = include "_second_list"
local day = "2026-09-01"
local shows, missing, but_first, with = list.shows, list.missing, list.but_first, list.with

local enhanced_arrangement = signed_off { "enh-supervision-arrangement", on = "2026-03-02", as = "manager" }
local enhanced_experience = experienced { "enh-sector-background", "enh-long-term-needs", on = "2026-03-02" }
local expert_experience = experienced { "exp-care-depth", "exp-managerial", on = "2026-03-02" }

local function enhanced(...)
  return { shows(list.enhanced), shows(list.all), enhanced_arrangement, enhanced_experience, ... }
end
local function expert(...)
  return { shows(list.expert), shows(list.all), expert_experience, ... }
end
local essentials = missing(list.essential)
local below_expert = with({ "holds:enhanced", "holds:essential" }, table.unpack(missing(list.enhanced, list.essential)))

-- Cumulative -----------------------------------------------------------------------------------------------

test "row 7: the enhanced tier takes in the competencies of the essential one" {
  as_of = day, level = "enhanced", person = enhanced(),
  expect = not_eligible { only = with({ "holds:essential" }, table.unpack(essentials)) },
}
test "row 7: the expert tier takes in those of both" {
  as_of = day, level = "expert", person = expert(), expect = not_eligible { only = below_expert },
}
test "row 7: the expert tier is not reached past the enhanced one, with an award of essential alone" {
  as_of = day, level = "expert", person = expert(award "essential" { on = "2025-01-06" }),
  expect = not_eligible { only = with({ "holds:enhanced" }, table.unpack(missing(list.enhanced))) },
}
test "row 7: an award of essential and the enhanced competencies are enough below expert" {
  as_of = day, level = "expert", person = expert(award "essential" { on = "2025-01-06" }, shows(list.enhanced)),
  expect = eligible,
}
test "row 7: enhanced competencies without the essential ones are not" {
  as_of = day, level = "expert", person = expert(shows(list.enhanced)),
  expect = not_eligible { only = with({ "holds:enhanced", "holds:essential" }, table.unpack(essentials)) },
}
test "row 7: one essential statement less is too little below enhanced" {
  as_of = day, level = "enhanced", person = enhanced(shows(but_first(1, list.essential))),
  expect = not_eligible { only = { "holds:essential", essentials[1] } },
}
test "row 7: one essential statement less is too little below expert" {
  as_of = day, level = "expert", person = expert(shows(list.enhanced), shows(but_first(1, list.essential))),
  expect = not_eligible { only = { "holds:enhanced", "holds:essential", essentials[1] } },
}
test "row 7: one enhanced statement less is too little below expert" {
  as_of = day, level = "expert", person = expert(shows(but_first(1, list.enhanced)), shows(list.essential)),
  expect = not_eligible { only = { "holds:enhanced", "assessed:enh-behaviour-change" } },
}
test "an award of expert is none of enhanced" {
  as_of = day, level = "enhanced", person = enhanced(award "expert" { on = "2025-01-06" }),
  expect = not_eligible { "holds:essential" },
}
test "competencies of a higher tier do not stand in for those of a lower one" {
  as_of = day, level = "enhanced", person = enhanced(shows(list.expert)), expect = not_eligible { "holds:essential" },
}

-- The competencies of a tier below, as everything that is in force about them: how, by whom, when, which.
local below = {
  { level = "enhanced", tier = "essential", at = enhanced, also = {} },
  { level = "expert", tier = "essential", at = expert, also = { shows(list.enhanced) } },
  { level = "expert", tier = "enhanced", at = expert, also = { shows(list.essential) } },
}
for _, case in ipairs(below) do
  local name = case.tier .. " competencies below " .. case.level
  local names = missing(list[case.tier])
  for what, how in pairs {
    ["not yet"] = { value = 0 },
    ["by a peer"] = { as = "peer" },
    ["by oneself"] = { method = "self-assessment" },
    ["of tomorrow"] = { on = "2026-09-02" },
  } do
    test(name .. " do not count " .. what) {
      as_of = day, level = case.level, person = case.at(case.also, shows(list[case.tier], how)),
      expect = not_eligible { "holds:" .. case.tier, table.unpack(names) },
    }
  end
  test(name .. ": the latest assessment counts") {
    as_of = day, level = case.level,
    person = case.at(case.also, shows(list[case.tier]), shows(list[case.tier], { value = 0, on = "2026-06-01" })),
    expect = not_eligible { "holds:" .. case.tier, table.unpack(names) },
  }
  test("row 10: " .. name .. ", half of them where an organisation asks for half") {
    as_of = day, level = case.level, parameters = { ["hee-coverage"] = percent(50) },
    person = case.at(case.also, shows(but_first(#names // 2, list[case.tier]))), expect = eligible,
  }
  for _, parameter in ipairs { "hee-coverage", "attainment" } do
    test("trap 6: " .. name .. ", and nobody has set " .. parameter) {
      as_of = day, level = case.level, person = case.at(case.also, shows(list[case.tier])),
      parameters = { [parameter] = unset }, expect = indeterminate { parameter = parameter },
    }
  end
end

-- Awards ---------------------------------------------------------------------------------------------------

for _, case in ipairs {
  { level = "enhanced", award = "essential", at = enhanced, lacks = "holds:essential" },
  { level = "expert", award = "enhanced", at = expert, lacks = "holds:enhanced" },
} do
  local person = case.at(award(case.award) { on = "2025-01-06", ["until"] = day })
  test("an award of " .. case.award .. " opens " .. case.level) {
    as_of = day, level = case.level, person = case.at(award(case.award) { on = "2025-01-06" }), expect = eligible,
  }
  test("an award of " .. case.award .. " on its last day, below " .. case.level) {
    as_of = day, level = case.level, person = person, expect = eligible { ["until"] = day, changes_to = "not-eligible" },
  }
  test("an award of " .. case.award .. " on the day after, below " .. case.level) {
    as_of = "2026-09-02", level = case.level, person = person, expect = not_eligible { case.lacks },
  }
  test("an award of " .. case.award .. " from tomorrow on, below " .. case.level) {
    as_of = day, level = case.level, person = case.at(award(case.award) { on = "2026-09-02" }),
    expect = not_eligible { case.lacks, ["until"] = day, changes_to = "eligible" },
  }
end

-- Direct entry ---------------------------------------------------------------------------------------------

test "row 51: who has the competencies enters at the enhanced tier, never having been at the essential one" {
  as_of = day, level = "enhanced", person = enhanced(shows(list.essential)), expect = eligible,
}
test "row 51: who has the competencies enters at the expert tier, never having been at another" {
  as_of = day, level = "expert", person = expert(shows(list.enhanced), shows(list.essential)), expect = eligible,
}
test "row 51: nothing is asked about time at the tier before" {
  as_of = day, level = "expert", expect = eligible,
  person = expert(award "essential" { on = "2026-08-31" }, award "enhanced" { on = "2026-09-01" }),
}
test "row 51: who enters at the enhanced tier need not have been supervised as at the essential one" {
  as_of = day, level = "enhanced", expect = eligible, person = enhanced(shows(list.essential),
    signed_off { "ess-supervision-arrangement", on = "2026-03-02", as = "manager", outcome = "declined" }),
}
test "row 51: who enters at the expert tier need not have the experience that the enhanced one asks for" {
  as_of = day, level = "expert", person = expert(award "enhanced" { on = "2025-01-06" }), expect = eligible,
}
test "rows 199, 51: the essential tier asks for no experience" {
  as_of = day, level = "essential", expect = eligible,
  person = { shows(list.essential), shows(list.all),
    signed_off { "ess-supervision-arrangement", on = "2026-03-02", as = "manager" } },
}

-- A profile, not one number ----------------------------------------------------------------------------------

-- Somebody who has some of every tier: the first area of each, and most of the second.
local profile = { shows { "ess-clear-communication", "ess-warm-empathic", "enh-behaviour-change", "exp-behaviour-change" },
  shows(list.all), expert_experience, enhanced_experience, enhanced_arrangement,
  signed_off { "ess-supervision-arrangement", on = "2026-03-02", as = "manager" } }

for tier, shown in pairs { essential = 2, enhanced = 1, expert = 1 } do
  local lacking = but_first(shown, missing(list[tier]))
  if tier == "enhanced" then
    lacking = with(with(lacking, "holds:essential"), table.unpack(but_first(2, essentials)))
  elseif tier == "expert" then
    lacking = with(with(lacking, "holds:enhanced", "holds:essential"),
      table.unpack(with(but_first(1, missing(list.enhanced)), table.unpack(but_first(2, essentials)))))
  end
  test("row 10: who has some of every tier is told, statement by statement, what is lacking: " .. tier) {
    as_of = day, level = tier, person = profile, expect = not_eligible { only = lacking },
  }
end

-- Supervision, tier by tier ------------------------------------------------------------------------------------

local function essential_by(...)
  return { shows(list.essential), shows(list.all), ... }
end

test "row 152: at the essential tier nobody goes without supervision and mentoring" {
  as_of = day, level = "essential", person = essential_by(),
  expect = not_eligible { only = { "signed_off:ess-supervision-arrangement" } },
}
test "row 153: at the enhanced tier neither" {
  as_of = day, level = "enhanced",
  person = { award "essential" { on = "2025-01-06" }, shows(list.enhanced), shows(list.all), enhanced_experience },
  expect = not_eligible { only = { "signed_off:enh-supervision-arrangement" } },
}
test "row 153: the arrangement of the essential tier is not that of the enhanced one" {
  as_of = day, level = "enhanced", expect = not_eligible { only = { "signed_off:enh-supervision-arrangement" } },
  person = { award "essential" { on = "2025-01-06" }, shows(list.enhanced), shows(list.all), enhanced_experience,
    signed_off { "ess-supervision-arrangement", on = "2026-03-02", as = "manager" } },
}
test "row 152: nor the other way round" {
  as_of = day, level = "essential", person = essential_by(enhanced_arrangement),
  expect = not_eligible { only = { "signed_off:ess-supervision-arrangement" } },
}
test "row 154: at the expert tier no supervision is asked for" {
  as_of = day, level = "expert", person = expert(award "enhanced" { on = "2025-01-06" }), expect = eligible,
}
test "row 154: but to mentor, appraise and give chances to those supervised is" {
  as_of = day, level = "expert", person = { meeting "expert", without = {
    "exp-conduct-appraisals", "exp-networking-opportunities", "exp-plan-and-deliver-training" } },
  expect = not_eligible { only = { "assessed:exp-conduct-appraisals", "assessed:exp-networking-opportunities",
    "assessed:exp-plan-and-deliver-training" } },
}
test "row 12: to work unsupervised is not to have shown working with little supervision, or with some" {
  as_of = day, level = "expert", expect = not_eligible { "assessed:enh-care-plan-actions-minimal",
    "assessed:ess-care-plan-actions-supervised" },
  person = expert(shows(but_first(1, list.enhanced)), shows(but_first(1, list.essential)),
    shows({ "enh-care-plan-actions-minimal", "ess-care-plan-actions-supervised" }, { value = 0, on = "2026-06-01" })),
}

for level, arrangement in pairs { essential = "ess-supervision-arrangement", enhanced = "enh-supervision-arrangement" } do
  local function signed(how)
    return { meeting(level), without = { arrangement }, signed_off { arrangement, on = how.on or "2026-03-02",
      as = how.as, outcome = how.outcome, ["until"] = how.till } }
  end
  local lacks = not_eligible { only = { "signed_off:" .. arrangement } }
  for _, capacity in ipairs { "supervisor", "assessor", "manager" } do
    test("a " .. capacity .. " signs off supervision: " .. level) {
      as_of = day, level = level, person = signed { as = capacity }, expect = eligible,
    }
  end
  test("a peer does not sign off supervision: " .. level) {
    as_of = day, level = level, person = signed { as = "peer" }, expect = lacks,
  }
  test("nobody signs off their own supervision: " .. level) {
    as_of = day, level = level, person = signed { as = "self" }, expect = lacks,
  }
  test("declined supervision is none: " .. level) {
    as_of = day, level = level, person = signed { as = "manager", outcome = "declined" }, expect = lacks,
  }
  test("supervision that was signed off to a day counts on it: " .. level) {
    as_of = day, level = level, person = signed { as = "manager", till = day },
    expect = eligible { ["until"] = day, changes_to = "not-eligible" },
  }
  test("supervision that was signed off to a day is over on the next: " .. level) {
    as_of = "2026-09-02", level = level, person = signed { as = "manager", till = day }, expect = lacks,
  }
  test("an organisation may leave signing off to managers: " .. level) {
    as_of = day, level = level, person = signed { as = "supervisor" }, parameters = { ["signoff-roles"] = { "manager" } },
    expect = lacks,
  }
  test("trap 6: nobody has set who signs off supervision: " .. level) {
    as_of = day, level = level, person = { meeting(level) }, parameters = { ["signoff-roles"] = unset },
    expect = indeterminate { parameter = "signoff-roles" },
  }
end

-- Experience -----------------------------------------------------------------------------------------------

for _, case in ipairs {
  { level = "enhanced", field = "enh-sector-background" }, { level = "enhanced", field = "enh-long-term-needs" },
  { level = "expert", field = "exp-care-depth" }, { level = "expert", field = "exp-managerial" },
} do
  local level, field = case.level, case.field
  local function since(on, till)
    return { meeting(level), without = { field }, experienced { field, on = on, ["until"] = till } }
  end
  local lacks = not_eligible { only = { "experienced:" .. field } }
  local half_a_year = { ["hee-min-experience"] = months(6) }

  test("some is a day: " .. field) { as_of = day, level = level, person = since(day), expect = eligible }
  test("what begins tomorrow is none today: " .. field) {
    as_of = day, level = level, person = since "2026-09-02",
    expect = not_eligible { only = { "experienced:" .. field }, ["until"] = day, changes_to = "eligible" },
  }
  test("what ended long ago is still experience: " .. field) {
    as_of = day, level = level, person = since("2001-03-05", "2001-03-05"), expect = eligible,
  }
  test("an organisation may ask for half a year, its last day: " .. field) {
    as_of = day, level = level, person = since "2026-03-02", parameters = half_a_year, expect = eligible,
  }
  test("an organisation may ask for half a year, the day before: " .. field) {
    as_of = "2026-08-31", level = level, person = since "2026-03-02", parameters = half_a_year,
    expect = not_eligible { only = { "experienced:" .. field }, ["until"] = "2026-08-31", changes_to = "eligible" },
  }
  test("an organisation that asks for half a year is not content with less: " .. field) {
    as_of = day, level = level, person = since("2020-01-01", "2020-06-29"), parameters = half_a_year, expect = lacks,
  }
  test("trap 6: nobody has set how much some is: " .. field) {
    as_of = day, level = level, person = since "2020-01-06", parameters = { ["hee-min-experience"] = unset },
    expect = indeterminate { parameter = "hee-min-experience" },
  }
end
test "row 53: managing is not made up for by depth of care" {
  as_of = day, level = "expert", person = { meeting "expert", without = { "exp-managerial" },
    experienced { "exp-care-depth", on = "1999-01-04" } },
  expect = not_eligible { only = { "experienced:exp-managerial" } },
}
