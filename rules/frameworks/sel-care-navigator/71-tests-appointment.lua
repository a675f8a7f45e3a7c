-- Appointment, whichever the level: what is enough, what is missing, who may sign, and what takes whose place.

for number, asked in ipairs(specifications) do
  local gate, level = "appoint-level-" .. number, "level-" .. number
  test("each thing asked for " .. gate) { as_of = day, each_missing = gate }
  test("whoever fulfils the specification: " .. gate) { as_of = day, gate = gate, person = { meeting(gate) }, expect = eligible }
  test("by experience, exactly this is enough: " .. gate) {
    as_of = day, gate = gate, person = by_experience(number), expect = eligible,
  }
  test("without experience, exactly this is enough: " .. gate) {
    as_of = day, gate = gate, person = by_programme(number), expect = eligible,
  }
  test("without anything exactly this is missing: " .. gate) {
    as_of = day, gate = gate, person = {}, expect = not_eligible { only = asked.missing },
  }
  test("the second way serves instead of the award: " .. gate) {
    as_of = day, gate = gate,
    person = { by_experience(number, asked.either[1]), recorded_for { asked.either[2] } }, expect = eligible,
  }
  test("neither the award nor its equal: " .. gate) {
    as_of = day, gate = gate, person = by_experience(number, asked.either[1]), expect = not_eligible { only = asked.either },
  }

  -- The block counts whole.
  for _, gone in ipairs(asked.block) do
    local excused = gone == "trained:safeguarding-level-2" and asked.covered or {}
    test("the experience without " .. gone .. " is not the experience: " .. gate) {
      as_of = day, gate = gate, person = by_experience(number, gone),
      expect = not_eligible { only = join({ gone }, excused, asked.instead) },
    }
  end

  test("one attribute is missing: " .. gate) {
    as_of = day, gate = gate, person = by_experience(number, asked.needed[#asked.needed]),
    expect = not_eligible { only = asked.needed[#asked.needed] },
  }

  -- Who signs, and by which route: somebody who takes the second of two ways where that one is signed off.
  local signed, rest = {}, {}
  local equal = asked.either[asked.either[2]:starts_with "signed_off:" and 2 or 1]
  for _, name in ipairs(join(asked.needed, { equal }, asked.block)) do
    table.insert(name:starts_with "signed_off:" and signed or rest, name)
  end
  local function signed_so(with) return join(recorded_for(rest), recorded_for(signed, with)) end
  local unsigned = join(signed, number % 2 == 0 and asked.instead or {}, number == 4 and { asked.either[1] } or {})

  for name, with in pairs {
    ["what peers sign does not count"] = { as = "peer" },
    ["what was declined does not count"] = { outcome = "declined" },
    ["what no printed route settled does not count"] = { method = "simulation" },
  } do
    test(name .. ": " .. gate) { as_of = day, gate = gate, person = signed_so(with), expect = not_eligible { only = unsigned } }
  end
  for _, as in ipairs { "supervisor", "assessor", "manager" } do
    test("what is signed by a " .. as .. " counts: " .. gate) {
      as_of = day, gate = gate, person = signed_so { as = as }, expect = eligible,
    }
  end

  -- The programme for the band below, and the recommendation.
  if number > 1 then
    local programme, recommendation = asked.instead[1], asked.instead[2]
    local excused = join(asked.block, asked.covered)
    local function appraised_as(...)
      return { recorded_for(join(asked.needed, { asked.either[1], programme })), ... }
    end
    local missing = not_eligible { only = join(excused, { recommendation }) }

    test("a programme without a recommendation: " .. gate) { as_of = day, gate = gate, person = appraised_as(), expect = missing }
    test("a recommendation without the programme: " .. gate) {
      as_of = day, gate = gate, person = by_programme(number, programme),
      expect = not_eligible { only = join(excused, { programme, recommendation }) },
    }
    test("a programme that has only begun: " .. gate) {
      as_of = day, gate = gate,
      person = { by_programme(number, programme), recorded_for({ programme }, { outcome = "undertaking" }) },
      expect = not_eligible { only = join(excused, { programme, recommendation }) },
    }
    for name, with in pairs {
      ["is not a recommendation"] = { outcome = "not-recommended" },
      ["comes from a peer and does not count"] = { as = "peer" },
      ["comes from oneself and does not count"] = { as = "self" },
    } do
      test("an appraisal that " .. name .. ": " .. gate) {
        as_of = day, gate = gate, person = appraised_as(recommended(level, with)), expect = missing,
      }
    end
    test("a supervisor may recommend: " .. gate) {
      as_of = day, gate = gate, person = appraised_as(recommended(level, { as = "supervisor" })), expect = eligible,
    }
    test("the latest appraisal counts: " .. gate) {
      as_of = day, gate = gate, expect = missing,
      person = appraised_as(recommended(level), recommended(level, { on = "2026-07-01", outcome = "not-recommended" })),
    }
  end
end

-- What the organisation says -------------------------------------------------------------------------------------------

local function open_question(name, parameter, person)
  test(name .. " is for the organisation to say") {
    as_of = day, gate = "appoint-level-2", person = person, parameters = { [parameter] = unset },
    expect = indeterminate { parameter = parameter },
  }
end
open_question("who signs", "signoff-roles", by_experience(2))
open_question("how many routes it takes", "verify-mode", by_experience(2))
open_question("how far the or reaches", "or-scope", by_programme(2))
open_question("who appraises", "appraisal-roles", by_programme(2))
open_question("how old a recommendation may be", "recommendation-within", by_programme(2))

test "whoever comes by experience needs no word on recommendations" {
  as_of = day, gate = "appoint-level-2", person = by_experience(2), expect = eligible,
  parameters = { ["recommendation-within"] = unset, ["appraisal-roles"] = unset },
}
test "an organisation may let peers sign" {
  as_of = day, gate = "appoint-level-1", expect = eligible, parameters = { ["signoff-roles"] = { "manager", "peer" } },
  person = { by_experience(1, "signed_off:ps1-literacy"), recorded_for({ "signed_off:ps1-literacy" }, { as = "peer" }) },
}

-- Every route that is printed, of an item that has three.
local function by_routes(...)
  local person = { meeting "appoint-level-1", without = "ps1-literacy" }
  for _, method in ipairs { ... } do
    person[#person + 1] = signed_off { "ps1-literacy", on = "2026-03-02", as = "manager", method = method }
  end
  return person
end
for _, method in ipairs { "interview", "application", "test" } do
  test("one route is enough: " .. method) { as_of = day, gate = "appoint-level-1", person = by_routes(method), expect = eligible }
end
test "an organisation may ask for each route" {
  as_of = day, gate = "appoint-level-1", person = by_routes("interview", "application", "test"),
  parameters = { ["verify-mode"] = "all" }, expect = eligible,
}
test "two routes of three are not each of them" {
  as_of = day, gate = "appoint-level-1", person = by_routes("interview", "application"),
  parameters = { ["verify-mode"] = "all" }, expect = not_eligible { only = "signed_off:ps1-literacy" },
}
