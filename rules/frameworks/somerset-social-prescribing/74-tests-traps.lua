-- What is easily encoded wrongly: numbers that mean different things, a score of nought, thresholds that nobody gave.

local day = "2026-09-01"

local function centred(value)
  local steps = { meeting "early-career", without = "assessed:person-centred-approach" }
  if value then
    steps[2] = assessed { "person-centred-approach", value = value, on = "2026-06-01", as = "assessor",
      method = "observed-session" }
  end
  return steps
end
local missing = not_eligible { only = "assessed:person-centred-approach" }

test "trap 4: an award of level 3 is not level 3 of the competencies" {
  as_of = day, level = "wider-responsibilities", expect = not_eligible { "assessed:self-monitoring" },
  person = { award "established" { on = "2025-01-06" }, qualified { "nvq-level-3", value = 3, on = "2020-06-01" } },
}
test "trap 4: the apprenticeship of level 3 opens the lowest step and no other" {
  as_of = day, level = "early-career", expect = not_eligible { "signed_off:core-mental-capacity" },
  person = { meeting "entry", trained { "chww-apprenticeship", on = "2026-08-03" } },
}
test "trap 5: a score of nought is a score, and too low" {
  as_of = day, level = "early-career", person = centred(0), expect = missing,
}
test "trap 5: where nought is enough, nought is enough" {
  as_of = day, level = "early-career", person = centred(0), parameters = { ["dreyfus-core"] = 0 }, expect = eligible,
}
test "trap 5: and no score is none" {
  as_of = day, level = "early-career", person = centred(), parameters = { ["dreyfus-core"] = 0 }, expect = missing,
}
test "trap 7: to be enrolled is enough for the apprenticeship and the Care Certificate" {
  as_of = day, level = "entry", expect = eligible,
  person = { meeting "entry", without = { "person-specification-met", "care-certificate" },
    trained { "chww-apprenticeship", "care-certificate", on = "2026-08-03", outcome = "enrolled" } },
}
test "trap 7: but not for what shows a core competency" {
  as_of = day, level = "early-career",
  person = { meeting "early-career", without = { "signed_off:core-social-prescribing", "trained:elfh-social-prescribing" },
    trained { "elfh-social-prescribing", on = "2026-08-03", outcome = "enrolled" } },
  expect = not_eligible { only = { "signed_off:core-social-prescribing", "trained:elfh-social-prescribing" } },
}

-- The document sets no pass mark for the first three, and calls a five likely for the last.
for level, parameter in pairs {
  ["early-career"] = "dreyfus-core", ["mid-career"] = "dreyfus-level-1", ["established"] = "dreyfus-level-2",
  ["wider-responsibilities"] = "dreyfus-level-3",
} do
  test("trap 6: nobody has set which score is enough, so nobody can say: " .. level) {
    as_of = day, level = level, person = { meeting(level) }, parameters = { [parameter] = unset },
    expect = indeterminate { parameter = parameter },
  }
end
test "row 58: fives in five of the six are not fives in all" {
  as_of = day, level = "wider-responsibilities",
  person = { meeting "wider-responsibilities", without = "assessed:person-centred-approach",
    assessed { "person-centred-approach", value = 4, on = "2026-06-01", as = "assessor", method = "observed-session" } },
  expect = not_eligible { only = "assessed:person-centred-approach" },
}

for _, post in ipairs { "social-prescribing-link-worker", "health-and-wellbeing-coach", "health-connector" } do
  local titled = record "role" { post, on = "2026-01-05" }
  test("row 29: what a post is called takes nothing from anybody: " .. post) {
    as_of = day, level = "established", person = { meeting "established", titled }, expect = eligible,
  }
  test("row 29: and shows nothing: " .. post) {
    as_of = day, level = "early-career", expect = missing,
    person = { meeting "early-career", without = "assessed:person-centred-approach", titled },
  }
end
