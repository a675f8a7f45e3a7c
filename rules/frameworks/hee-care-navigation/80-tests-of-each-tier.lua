-- What every tier has in common: each statement counts, once it is shown well enough, to somebody whose word counts, in a
-- way that counts.
-- `until` is a word of Lua itself, so as a name it is written ["until"].

local list = include "_second_list"
local day = "2026-09-01"
local shows, missing, but_first, with = list.shows, list.missing, list.but_first, list.with

-- What each tier asks beside its statements, and somebody who has all that and the competencies of the tiers below.
local tiers = {
  { name = "essential", below = {},
    besides = { signed_off { "ess-supervision-arrangement", on = "2026-03-02", as = "manager" } },
    asks = { "signed_off:ess-supervision-arrangement" } },
  { name = "enhanced", below = { "holds:essential", table.unpack(missing(list.essential)) },
    besides = {
      award "essential" { on = "2025-01-06" },
      signed_off { "enh-supervision-arrangement", on = "2026-03-02", as = "manager" },
      experienced { "enh-sector-background", "enh-long-term-needs", on = "2026-03-02" },
    },
    asks = { "signed_off:enh-supervision-arrangement", "experienced:enh-sector-background",
      "experienced:enh-long-term-needs" } },
  { name = "expert", below = { "holds:enhanced", "holds:essential", table.unpack(missing(list.enhanced, list.essential)) },
    besides = {
      award "enhanced" { on = "2025-01-06" },
      experienced { "exp-care-depth", "exp-managerial", on = "2026-03-02" },
    },
    asks = { "experienced:exp-care-depth", "experienced:exp-managerial" } },
}

for _, tier in ipairs(tiers) do
  local name, own = tier.name, list[tier.name]
  local both = missing(own, list.all)

  local function person(how)
    return { tier.besides, shows(own, how), shows(list.all, how) }
  end

  test("whoever has done everything stands at the tier: " .. name) {
    as_of = day, level = name, person = { meeting(name) }, expect = eligible,
  }
  test("each thing asked for " .. name .. " is needed") { as_of = day, each_missing = name }
  test("exactly this is enough: " .. name) { as_of = day, level = name, person = person(), expect = eligible }
  test("exactly this is missing where there is nothing: " .. name) {
    as_of = day, level = name, person = {},
    expect = not_eligible { only = with(both, table.unpack(with(tier.asks, table.unpack(tier.below)))) },
  }
  test("one statement of the tier less is too little: " .. name) {
    as_of = day, level = name, person = { tier.besides, shows(but_first(1, own)), shows(list.all) },
    expect = not_eligible { only = { "assessed:" .. own[1] } },
  }
  test("one statement of professionalism less is too little: " .. name) {
    as_of = day, level = name, person = { tier.besides, shows(own), shows(but_first(1, list.all)) },
    expect = not_eligible { only = { "assessed:all-non-judgemental" } },
  }
  test("trap 5: assessed as not yet is not met: " .. name) {
    as_of = day, level = name, person = person { value = 0 }, expect = not_eligible { only = both },
  }
  test("the latest assessment counts, not the best: " .. name) {
    as_of = day, level = name,
    person = { person(), shows(own, { value = 0, on = "2026-06-01" }), shows(list.all, { value = 0, on = "2026-06-01" }) },
    expect = not_eligible { only = both },
  }
  test("what was not yet and is met now is met: " .. name) {
    as_of = day, level = name, person = { person { value = 0, on = "2026-01-05" }, shows(own), shows(list.all) },
    expect = eligible,
  }
  test("an assessment of tomorrow is none today: " .. name) {
    as_of = day, level = name, person = person { on = "2026-09-02" },
    expect = not_eligible { only = both, ["until"] = day, changes_to = "eligible" },
  }
  test("an assessment on its last day counts: " .. name) {
    as_of = day, level = name, person = person { ["until"] = day },
    expect = eligible { ["until"] = day, changes_to = "not-eligible" },
  }
  test("an assessment counts no more on the day after: " .. name) {
    as_of = "2026-09-02", level = name, person = person { ["until"] = day }, expect = not_eligible { only = both },
  }

  -- Who, and how
  for _, capacity in ipairs { "manager", "supervisor", "assessor" } do
    test("a " .. capacity .. " may assess: " .. name) {
      as_of = day, level = name, person = person { as = capacity }, expect = eligible,
    }
  end
  for _, capacity in ipairs { "peer", "self", "service-user" } do
    test("what somebody assesses as " .. capacity .. " does not count: " .. name) {
      as_of = day, level = name, person = person { as = capacity }, expect = not_eligible { only = both },
    }
  end
  for _, method in ipairs { "portfolio", "workplace-based-assessment" } do
    test(method .. " is a way to assess: " .. name) {
      as_of = day, level = name, person = person { method = method }, expect = eligible,
    }
  end
  for _, method in ipairs { "self-assessment", "reflective-account" } do
    test(method .. " is no assessment by others, whoever enters it: " .. name) {
      as_of = day, level = name, person = person { method = method }, expect = not_eligible { only = both },
    }
  end
  test("a self-assessment replaces nothing: " .. name) {
    as_of = day, level = name,
    person = { person(), shows(own, { value = 0, on = "2026-06-01", as = "self", method = "self-assessment" }) },
    expect = eligible,
  }

  -- How much
  test("row 10: an organisation may be content with a part of a tier: " .. name) {
    as_of = day, level = name, parameters = { ["hee-coverage"] = percent(50) },
    person = { tier.besides, shows(but_first(#own // 2, own)), shows(list.all) }, expect = eligible,
  }
  test("row 10: a percentage is rounded up: " .. name) {
    as_of = day, level = name, parameters = { ["hee-coverage"] = percent(50) },
    person = { tier.besides, shows(but_first(#own // 2 + 1, own)), shows(list.all) },
    expect = not_eligible { only = { table.unpack(missing(own), 1, #own // 2 + 1) } },
  }
  test("row 13: however little of a tier is asked for, all of professionalism is: " .. name) {
    as_of = day, level = name, parameters = { ["hee-coverage"] = percent(50) },
    person = { tier.besides, shows(own), shows(but_first(1, list.all)) },
    expect = not_eligible { only = { "assessed:all-non-judgemental" } },
  }

  -- What nobody has decided
  for _, parameter in ipairs { "hee-coverage", "attainment", "hee-methods", "hee-roles" } do
    test("trap 6: nobody has set " .. parameter .. ", so nobody can say: " .. name) {
      as_of = day, level = name, person = person(), parameters = { [parameter] = unset },
      expect = indeterminate { parameter = parameter },
    }
  end
  test("trap 6: what nobody has set matters not where something else is missing: " .. name) {
    as_of = day, level = name, person = { shows(own), shows(list.all) }, parameters = { ["hee-coverage"] = unset },
    expect = not_eligible { tier.asks[1] },
  }

  -- What decides nothing
  test("the map of tiers to qualifications decides nothing: " .. name) {
    as_of = day, level = name, person = person(), parameters = { ["rqf-tier-map"] = unset }, expect = eligible,
  }
  for _, value in ipairs { true, false } do
    test("the example person specification is in nobody's way: " .. name .. ", " .. tostring(value)) {
      as_of = day, level = name, person = person(), parameters = { ["hee-example-spec"] = value }, expect = eligible,
    }
  end
  test("the example person specification is in nobody's way, undecided: " .. name) {
    as_of = day, level = name, person = person(), parameters = { ["hee-example-spec"] = unset }, expect = eligible,
  }
end
