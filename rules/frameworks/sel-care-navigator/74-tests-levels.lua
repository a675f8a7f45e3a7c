-- The entry expectation and the four levels.

-- Before level 1 -------------------------------------------------------------------------------------------------------

local entry = "entry-expectation"
local neither = not_eligible { only = { "trained:entry-level-apprenticeship", "signed_off:entry-level-equivalent" } }

test "each thing expected before level 1" { as_of = day, each_missing = entry }
test "nothing before level 1" { as_of = day, gate = entry, person = {}, expect = neither }
test "the apprenticeship before level 1" {
  as_of = day, gate = entry, person = { trained { "entry-level-apprenticeship", on = "2009-05-11" } }, expect = eligible,
}
test "an apprenticeship that has only begun" {
  as_of = day, gate = entry, expect = neither,
  person = { trained { "entry-level-apprenticeship", on = "2026-05-11", outcome = "undertaking" } },
}
test "what the employer takes for its equal" { as_of = day, gate = entry, person = { entry_equal }, expect = eligible }
test "what a peer takes for its equal" {
  as_of = day, gate = entry, person = { signed_off { "entry-level-equivalent", on = "2026-03-02", as = "peer" } }, expect = neither,
}
test "an organisation may take nothing for its equal" {
  as_of = day, gate = entry, person = { entry_equal }, parameters = { ["entry-equivalent"] = "nothing" },
  expect = not_eligible { only = "trained:entry-level-apprenticeship" },
}
test "what is its equal is for the organisation to say" {
  as_of = day, gate = entry, person = { entry_equal }, parameters = { ["entry-equivalent"] = unset },
  expect = indeterminate { parameter = "entry-equivalent" },
}
test "that is no question for an apprentice" {
  as_of = day, gate = entry, person = { trained { "entry-level-apprenticeship", on = "2009-05-11" } },
  parameters = { ["entry-equivalent"] = unset }, expect = eligible,
}

-- Each level -----------------------------------------------------------------------------------------------------------

-- What may be missing of the levels below. Safeguarding at level 3 stands in for level 2 in the first column.
local function below_names(number)
  local names = { "trained:safeguarding-level-3" }
  for at = number - 1, 1, -1 do names = join(names, { "holds:level-" .. at }, column_names(at)) end
  return names
end

-- Names that were said before carry a number: of safeguarding courses asked for in more than one column.
local function numbered(names)
  local seen, list = {}, {}
  for i, name in ipairs(names) do
    seen[name] = (seen[name] or 0) + 1
    list[i] = seen[name] > 1 and name .. "#" .. seen[name] or name
  end
  return list
end

for number = 1, 4 do
  local level, gate = "level-" .. number, "appoint-level-" .. number
  test("each thing asked for " .. level) { -- a course for safeguarding that stands in for another hides that one's absence
    as_of = day, each_missing = level, parameters = { ["level-3-covers-2"] = false },
  }
  test("whoever has everything works at " .. level) { as_of = day, level = level, person = { meeting(level) }, expect = eligible }
  test("exactly this is enough: " .. level) { as_of = day, level = level, person = promoted(number), expect = eligible }
  test("exactly this is enough by the programme: " .. level) {
    as_of = day, level = level, expect = eligible,
    person = { number > 1 and award("level-" .. number - 1) { on = "2025-01-06" } or {}, entry_of(number),
      by_programme(number, "trained:entry-level-apprenticeship"), number == 1 and
        trained { "entry-level-apprenticeship", on = "2019-07-01" } or {}, recorded_for(column_names(number)) },
  }
  test("exactly this is missing of somebody without anything: " .. level) {
    as_of = day, level = level, person = {},
    expect = not_eligible { only = numbered(join(
      number == 1 and { "entry-expectation/trained:entry-level-apprenticeship", "entry-expectation/signed_off:entry-level-equivalent" }
        or {},
      each_prefixed(gate .. "/", specifications[number].missing), column_names(number), below_names(number))) },
  }
  -- The level below awarded and the column shown, and no specification looked at.
  local column_only = { number > 1 and award("level-" .. number - 1) { on = "2025-01-06" } or {}, entry_of(number),
    recorded_for(column_names(number)) }
  test("an organisation may ask for the column alone: " .. level) {
    as_of = day, level = level, person = column_only, parameters = { joining = "competencies" }, expect = eligible,
  }
  test("the column alone is not the specification: " .. level) {
    as_of = day, level = level, person = column_only, expect = not_eligible { gate .. "/" .. specifications[number].either[1] },
  }
end

-- How competencies are shown, in each column that somebody from elsewhere has to show -----------------------------------------

for number = 1, 4 do
  for at = 1, number do
    local level, of_column = "level-" .. number, ": column " .. at .. " at level " .. number
    local names = each_prefixed("assessed:", columns[at].assessed)
    local placed_without = direct(number, table.unpack(names))
    local unshown = not_eligible { only = join(names, unheld(at, number - 1)) }

    for name, with in pairs {
      ["a zero is too low"] = { value = 0 },
      ["an assessor from nowhere does not rate"] = { as = "assessor" },
      ["nobody rates themselves"] = { as = "self" },
      ["a self-assessment does not count, whoever enters it"] = { method = "self-assessment" },
      ["a portfolio is no assessment"] = { method = "e-portfolio" },
      ["an assessment that was a rehearsal does not count"] = { outcome = "formative" },
    } do
      test(name .. of_column) {
        as_of = day, level = level, person = { placed_without, recorded_for(names, with) }, expect = unshown,
      }
    end
    test("the latest assessment counts, not the best" .. of_column) {
      as_of = day, level = level, expect = unshown,
      person = { placed_without, recorded_for(names),
        recorded_for(names, { on = "2026-06-01", value = 0, as = "peer", method = "appraisal-review" }) },
    }
    test("what one says of oneself replaces nothing" .. of_column) {
      as_of = day, level = level, expect = eligible,
      person = { placed_without, recorded_for(names),
        recorded_for(names, { on = "2026-06-01", value = 0, as = "self", method = "self-assessment" }) },
    }
  end
end

for _, as in ipairs { "supervisor", "manager", "service-user", "peer" } do
  test("a " .. as .. " may assess") {
    as_of = day, level = "level-1", expect = eligible,
    person = { placed(1), recorded_for(each_prefixed("trained:", columns[1].trained)),
      recorded_for(each_prefixed("assessed:", columns[1].assessed), { as = as }) },
  }
end
for _, method in ipairs { "appraisal-review", "service-user-feedback", "simulation" } do
  test("assessed by " .. method) {
    as_of = day, level = "level-1", expect = eligible,
    person = { placed(1), recorded_for(each_prefixed("trained:", columns[1].trained)),
      recorded_for(each_prefixed("assessed:", columns[1].assessed), { method = method }) },
  }
end

for name, parameter in pairs {
  ["from which point on a competency is shown"] = "attainment", ["how competencies are assessed"] = "sel-methods",
  ["who assesses competencies"] = "sel-roles",
} do
  test(name .. " is for the organisation to say") {
    as_of = day, level = "level-4", person = promoted(4), parameters = { [parameter] = unset },
    expect = indeterminate { parameter = parameter },
  }
end
test "whether the specification is asked for is for the organisation to say" {
  as_of = day, level = "level-4", person = { award "level-3" { on = "2025-01-06" }, recorded_for(column_names(4)) },
  parameters = { joining = unset }, expect = indeterminate { parameter = "joining" },
}
