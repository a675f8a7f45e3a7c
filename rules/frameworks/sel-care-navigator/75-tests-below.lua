-- What lies below a level: awarded, shown, or, where an organisation wants that, met as a whole; and trainings that lapse.

-- Awarded or shown ---------------------------------------------------------------------------------------------------------

test "the entry expectation is needed at level 1" {
  as_of = day, level = "level-1", person = join(by_experience(1), recorded_for(names_up_to(1))),
  expect = not_eligible { only = { "entry-expectation/trained:entry-level-apprenticeship",
    "entry-expectation/signed_off:entry-level-equivalent" } },
}

for number = 2, 4 do
  local level, before = "level-" .. number, "level-" .. number - 1

  test("somebody from elsewhere enters where they belong: " .. level) {
    as_of = day, level = level, person = direct(number), expect = eligible,
  }
  test("a level that is neither awarded nor shown is in the way: " .. level) {
    as_of = day, level = level, person = { by_experience(number), recorded_for(column_names(number)) },
    expect = not_eligible { "holds:" .. before, "assessed:" .. columns[number - 1].assessed[1] },
  }
  test("an award stands, whatever lapsed since: " .. level) {
    as_of = day, level = level, expect = eligible,
    person = { award(before) { on = "2019-01-07", ["until"] = day }, by_experience(number), recorded_for(column_names(number)) },
  }
  test("an award that has ended opens nothing: " .. level) {
    as_of = "2026-09-02", level = level,
    person = { award(before) { on = "2019-01-07", ["until"] = day }, by_experience(number), recorded_for(column_names(number)) },
    expect = not_eligible { "holds:" .. before },
  }
  -- Further down, too, an award spares what lies below it.
  for held = 1, number - 1 do
    local shown = {}
    for at = held + 1, number do shown = join(shown, recorded_for(column_names(at))) end
    test("level " .. held .. " awarded, and all above it shown: " .. level) {
      as_of = day, level = level, person = { award("level-" .. held) { on = "2019-01-07" }, by_experience(number), shown },
      expect = eligible,
    }
    for at = held + 1, number - 1 do
      local gone = "assessed:" .. columns[at].assessed[1]
      test("level " .. held .. " awarded does not show level " .. at .. ": " .. level) {
        as_of = day, level = level,
        person = { award("level-" .. held) { on = "2019-01-07" }, by_experience(number),
          recorded_for(all_but(join(column_names(number), column_names(at)), gone)) },
        expect = not_eligible { gone, "holds:level-" .. at },
      }
    end
  end
  test("an organisation may want all of the level below: " .. level) {
    as_of = day, level = level, person = direct(number), parameters = { ["building-on"] = "whole-level" },
    expect = not_eligible { "appoint-" .. before .. "/" .. specifications[number - 1].either[1] },
  }
  test("an award is all of the level below: " .. level) {
    as_of = day, level = level, person = promoted(number), parameters = { ["building-on"] = "whole-level" }, expect = eligible,
  }
  test("an organisation may look at it again: " .. level) {
    as_of = day, level = level, person = direct(number), parameters = { ["entry-expectation-above-level-1"] = true },
    expect = not_eligible { only = { "entry-expectation/trained:entry-level-apprenticeship",
      "entry-expectation/signed_off:entry-level-equivalent" } },
  }
end

test "the entry expectation may be looked at again, and found fulfilled" {
  as_of = day, level = "level-2", person = { direct(2), entry_equal }, parameters = { ["entry-expectation-above-level-1"] = true },
  expect = eligible,
}
for name, parameter in pairs {
  ["whether the entry expectation is looked at again"] = "entry-expectation-above-level-1",
  ["what the levels below are worth"] = "building-on",
} do
  test(name .. " is for the organisation to say") {
    as_of = day, level = "level-2", person = direct(2), parameters = { [parameter] = unset },
    expect = indeterminate { parameter = parameter },
  }
end

-- Trainings of the columns, which lapse -----------------------------------------------------------------------------------

for number = 1, 4 do
  local level, gate = "level-" .. number, "appoint-level-" .. number
  local instead = number <= 2 and each_prefixed(gate .. "/", specifications[number].instead) or {}

  -- Each case: the course, the last day of it, what else is left out, and what is missing on the first day after.
  local cases = {
    { "basic-life-support", "2025-09-01", "2025-08-31", {},
      join({ gate .. "/trained:basic-life-support", "trained:basic-life-support" }, instead, unheld(1, number - 1)) },
  }
  if number == 1 then
    local missing = join({ gate .. "/trained:safeguarding-level-2", gate .. "/trained:safeguarding-level-3",
      "trained:safeguarding-level-2", "trained:safeguarding-level-3" }, instead)
    cases[2] = { "safeguarding-level-2", "2023-09-01", "2023-08-31", {}, missing }
    cases[3] = { "safeguarding-level-3", "2023-09-01", "2023-08-31", { "trained:safeguarding-level-2" }, missing }
  else
    local missing = join({ gate .. "/trained:safeguarding-level-3", "trained:safeguarding-level-3" }, instead, unheld(2, number - 1))
    cases[2] = { "safeguarding-level-3", "2023-09-01", "2023-08-31", {}, missing }
    cases[3] = { "safeguarding-level-3", "2023-09-01", "2023-08-31", { "trained:safeguarding-level-2" },
      join(missing, { "trained:safeguarding-level-2", "trained:safeguarding-level-3#2", "holds:level-1" }) }
  end
  for _, case in ipairs(cases) do
    local course, last, over, without, missing = table.unpack(case)
    local of_case = course .. " for " .. level .. (#without > 0 and ", without level 2" or "")
    local function since(on) return { direct(number, "trained:" .. course, table.unpack(without)), trained { course, on = on } } end
    test("the last day of " .. of_case) {
      as_of = day, level = level, person = since(last), expect = eligible { ["until"] = day, changes_to = "not-eligible" },
    }
    test("the first day after " .. of_case) {
      as_of = day, level = level, person = since(over), expect = not_eligible { only = missing },
    }
  end

  -- Without level 3 nobody is at level 2 or above; level 2 of safeguarding still shows the first column, for as long as it lasts.
  if number > 1 then
    local missing = join({ gate .. "/trained:safeguarding-level-3", "trained:safeguarding-level-3" }, instead, unheld(2, number - 1))
    for name, on in pairs { ["the last day of"] = "2023-09-01", ["the first day after"] = "2023-08-31" } do
      test(name .. " safeguarding level 2 for " .. level .. ", without level 3") {
        as_of = day, level = level,
        person = { direct(number, "trained:safeguarding-level-2", "trained:safeguarding-level-3"),
          trained { "safeguarding-level-2", on = on } },
        expect = not_eligible { only = on == "2023-09-01" and missing
          or join(missing, { "trained:safeguarding-level-2", "trained:safeguarding-level-3#2", "holds:level-1" }) },
      }
    end
  end
end

test "trainings of level 2 without a period do not lapse" {
  as_of = day, level = "level-2", expect = eligible,
  person = { direct(2, "trained:end-of-life-care-level-2", "trained:mental-health-level-2"),
    trained { "end-of-life-care-level-2", "mental-health-level-2", on = "2009-05-11" } },
}
