-- Days: how long a training and a recommendation count, and how much experience is enough.

-- Trainings ------------------------------------------------------------------------------------------------------------

-- Of each specification by experience: the trainings it asks for, and on which day three years or one are over.
local lasts = { ["safeguarding-level-2"] = "2023-09-01", ["safeguarding-level-3"] = "2023-09-01", ["basic-life-support"] = "2025-09-01" }
local over = { ["safeguarding-level-2"] = "2023-08-31", ["safeguarding-level-3"] = "2023-08-31", ["basic-life-support"] = "2025-08-31" }
local trainings = {
  { "safeguarding-level-2", "basic-life-support" }, { "safeguarding-level-3", "basic-life-support" },
  { "safeguarding-level-3", "basic-life-support" }, { "safeguarding-level-3", "basic-life-support" },
}

for number, courses in ipairs(trainings) do
  local gate, asked = "appoint-level-" .. number, specifications[number]
  for _, course in ipairs(courses) do
    local name = "trained:" .. course
    local also = course == "safeguarding-level-2" and asked.covered or {}
    local instead = number <= 2 and asked.instead or {} -- at levels 3 and 4 nothing takes the place of a training
    local lapsed = not_eligible { only = join({ name }, also, instead) }
    local function since(on, last)
      return { by_experience(number, name), trained { course, on = on, ["until"] = last } }
    end

    test("the last day of " .. course .. ": " .. gate) {
      as_of = day, gate = gate, person = since(lasts[course]), expect = eligible { ["until"] = day, changes_to = "not-eligible" },
    }
    test("the first day after " .. course .. ": " .. gate) {
      as_of = day, gate = gate, person = since(over[course]), expect = lapsed,
    }
    test("a certificate of " .. course .. " that says it is over: " .. gate) {
      as_of = day, gate = gate, person = since("2026-01-10", "2026-08-31"), expect = lapsed,
    }
    test("a certificate of " .. course .. " that says it still holds: " .. gate) {
      as_of = day, gate = gate, person = since("2019-01-10", "2026-09-01"),
      expect = eligible { ["until"] = "2026-09-01", changes_to = "not-eligible" },
    }
    test(course .. " that has only begun: " .. gate) {
      as_of = day, gate = gate, expect = lapsed,
      person = { by_experience(number, name), trained { course, on = "2026-08-03", outcome = "undertaking" } },
    }
  end
end

for number, course in ipairs { "safeguarding-level-2", "safeguarding-level-3", "basic-life-support" } do
  local gate = "appoint-level-" .. number
  test("how long " .. course .. " counts is for the organisation to say") {
    as_of = day, gate = gate, person = by_experience(number), parameters = { ["currency-" .. course] = unset },
    expect = indeterminate { parameter = "currency-" .. course },
  }
end
test "programmes do not lapse" {
  as_of = day, gate = "appoint-level-3",
  person = { by_programme(3, "trained:band-3-4-programme"), trained { "band-3-4-programme", on = "2009-05-11" } },
  expect = eligible,
}

-- Safeguarding at level 2, by level 3 -------------------------------------------------------------------------------------

local function safeguarding_3(on)
  return { by_experience(1, "trained:safeguarding-level-2"), trained { "safeguarding-level-3", on = on } }
end
local neither = not_eligible { only = { "trained:safeguarding-level-2", "trained:safeguarding-level-3", "trained:entry-level-apprenticeship" } }

test "level 3 serves where level 2 is asked for, up to its last day" {
  as_of = day, gate = "appoint-level-1", person = safeguarding_3 "2023-09-01",
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "and no longer on the first day after" {
  as_of = day, gate = "appoint-level-1", person = safeguarding_3 "2023-08-31", expect = neither,
}
test "an organisation may want level 2 itself" {
  as_of = day, gate = "appoint-level-1", person = safeguarding_3 "2026-03-02", parameters = { ["level-3-covers-2"] = false },
  expect = not_eligible { only = { "trained:safeguarding-level-2", "trained:entry-level-apprenticeship" } },
}
test "whether level 3 serves is for the organisation to say" {
  as_of = day, gate = "appoint-level-1", person = safeguarding_3 "2026-03-02", parameters = { ["level-3-covers-2"] = unset },
  expect = indeterminate { parameter = "level-3-covers-2" },
}
test "that is no question for somebody with level 2" {
  as_of = day, gate = "appoint-level-1", person = by_experience(1), parameters = { ["level-3-covers-2"] = unset }, expect = eligible,
}
test "level 2 does not serve where level 3 is asked for" {
  as_of = day, gate = "appoint-level-2",
  person = { by_experience(2, "trained:safeguarding-level-3"), trained { "safeguarding-level-2", on = "2026-03-02" } },
  expect = not_eligible { only = join({ "trained:safeguarding-level-3" }, specifications[2].instead) },
}

-- Recommendations ------------------------------------------------------------------------------------------------------

for number = 2, 4 do
  local gate, level, asked = "appoint-level-" .. number, "level-" .. number, specifications[number]
  local missing = not_eligible { only = join(asked.block, { "appraised:" .. level }) }
  local function appraised_on(on)
    return { recorded_for(join(asked.needed, { asked.either[1] })), recorded_for({ asked.instead[1] }, { on = "2024-03-04" }),
      recommended(level, { on = on }) }
  end
  test("the last day of a recommendation: " .. gate) {
    as_of = day, gate = gate, person = appraised_on "2025-09-01", expect = eligible { ["until"] = day, changes_to = "not-eligible" },
  }
  test("the first day after a recommendation: " .. gate) {
    as_of = day, gate = gate, person = appraised_on "2025-08-31", expect = missing,
  }
  test("a recommendation that comes tomorrow: " .. gate) {
    as_of = day, gate = gate, person = appraised_on "2026-09-02",
    expect = not_eligible { "appraised:" .. level, ["until"] = day, changes_to = "eligible" },
  }
end

test "an organisation may count recommendations for longer" {
  as_of = day, gate = "appoint-level-2", parameters = { ["recommendation-within"] = months(18) },
  person = { meeting "appoint-level-2", without = specifications[2].block,
    trained { "band-2-3-programme", on = "2024-03-04" }, recommended("level-2", { on = "2025-03-03" }) },
  expect = eligible { ["until"] = "2026-09-03" },
}

-- Experience -----------------------------------------------------------------------------------------------------------

for number, asked in ipairs(specifications) do
  for _, names in ipairs { asked.block, asked.either } do
    for _, name in ipairs(names) do
      local long = name:find "years" ~= nil
      if name:starts_with "experienced:" and not long then
        local field = name:sub(#"experienced:" + 1)
        local other = names == asked.either and asked.either[1] or nil
        local function since(on)
          return { by_experience(number, name, other), experienced { field, on = on } }
        end
        test("one day of it is enough: " .. field) {
          as_of = day, gate = "appoint-level-" .. number, person = since(day), expect = eligible,
        }
        test("what begins tomorrow is none today: " .. field) {
          as_of = day, gate = "appoint-level-" .. number, person = since "2026-09-02",
          expect = not_eligible { name, ["until"] = day, changes_to = "eligible" },
        }
      end
    end
  end
end
