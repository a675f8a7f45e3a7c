-- What @TITLE@ is expected to say. Run them: waymark rules test @PATH@
local day = "2026-09-01"

-- A score that somebody gave.
local function scored(competency, value, on, as)
  return record "assessment" { competency, value = value, on = on, by = "ada", as = as or "assessor" }
end

-- For each criterion: whoever meets the level, less that one, is told so.
test "each thing asked of a starter is needed" { each_missing = "starter" }
test "each thing asked of a practitioner is needed" { each_missing = "practitioner" }
test "each thing asked for working alone is needed" { each_missing = "works-alone" }

local inducted = record "signoff" { "induction", on = "2026-02-02", by = "ada", as = "supervisor" }
local trained_last_year = record "training" { "safeguarding", outcome = "completed", on = "2025-03-10" }

test "somebody who has done everything is a starter, until safeguarding lapses" {
  as_of = day, level = "starter", person = { inducted, trained_last_year },
  expect = eligible { ["until"] = "2028-03-10", changes_to = "not-eligible" },
}
test "the last day of the course counts" {
  as_of = "2028-03-10", level = "starter", person = { inducted, trained_last_year },
  expect = eligible { ["until"] = "2028-03-10", changes_to = "not-eligible" },
}
test "a course alone makes no starter" {
  as_of = day, level = "starter", person = { trained_last_year },
  expect = not_eligible { only = "signed_off:induction" },
}
test "a practitioner is what a starter is, too" {
  as_of = day, level = "practitioner",
  person = { meeting "practitioner", without = "starter/signed_off:induction" },
  expect = not_eligible { only = "starter/signed_off:induction" },
}

for _, competency in ipairs { "listening", "planning" } do
  local leaf = "assessed:" .. competency
  test(competency .. " at the mark is enough, for two years") {
    as_of = day, level = "practitioner",
    person = { meeting "practitioner", without = leaf, scored(competency, 2, "2024-09-01") },
    expect = eligible { ["until"] = day, changes_to = "not-eligible" },
  }
  test(competency .. " below the mark is not") {
    as_of = day, level = "practitioner",
    person = { meeting "practitioner", without = leaf, scored(competency, 1, "2026-08-01") },
    expect = not_eligible { only = leaf },
  }
  test("a lower score of " .. competency .. " replaces a higher one") {
    as_of = day, level = "practitioner",
    person = { meeting "practitioner", without = leaf,
      scored(competency, 3, "2026-07-01"), scored(competency, 1, "2026-08-01") },
    expect = not_eligible { only = leaf },
  }
  test("a colleague's score of " .. competency .. " opens nothing") {
    as_of = day, level = "practitioner",
    person = { meeting "practitioner", without = leaf, scored(competency, 3, "2026-08-01", "peer") },
    expect = not_eligible { only = leaf },
  }
end

test "whoever listens with help may work alone" {
  as_of = day, gate = "works-alone",
  person = { inducted, trained_last_year, scored("listening", 0, "2026-07-01"), scored("listening", 1, "2026-08-01") },
  expect = eligible { ["until"] = "2028-03-10", changes_to = "not-eligible" },
}
test "whoever does so no more may not" {
  as_of = day, gate = "works-alone",
  person = { inducted, trained_last_year, scored("listening", 1, "2026-07-01"), scored("listening", 0, "2026-08-01") },
  expect = not_eligible { only = "assessed:listening" },
}
test "and nobody before induction" {
  as_of = day, gate = "works-alone", person = { trained_last_year, scored("listening", 1, "2026-08-01") },
  expect = not_eligible { only = "starter/signed_off:induction" },
}

test "nobody has decided on the mark" {
  as_of = day, level = "practitioner", person = { meeting "practitioner" },
  parameters = { ["pass-mark"] = unset },
  expect = indeterminate { parameter = "pass-mark" },
}
