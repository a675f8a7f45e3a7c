-- What @TITLE@ is expected to say. Run them: waymark rules test @PATH@
local day = "2026-09-01"

-- For each criterion: whoever meets the level, less that one, is told so.
test "each thing asked of a starter is needed" { each_missing = "starter" }
test "each thing asked of a practitioner is needed" { each_missing = "practitioner" }
test "each thing asked for working alone is needed" { each_missing = "works-alone" }

test "somebody who has done everything is a starter, until safeguarding lapses" {
  as_of = day, level = "starter",
  person = {
    record "signoff" { "induction", on = "2026-02-02", by = "ada", as = "supervisor" },
    record "training" { "safeguarding", outcome = "completed", on = "2025-03-10" },
  },
  expect = eligible { ["until"] = "2028-03-10", changes_to = "not-eligible" },
}

test "scores are those of the last two years" {
  as_of = day, level = "practitioner",
  person = {
    meeting "practitioner", without = "assessed:planning",
    record "assessment" { "planning", value = 2, on = "2024-09-01", by = "ada", as = "assessor" },
  },
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}

test "a score below the mark is not enough" {
  as_of = day, level = "practitioner",
  person = {
    meeting "practitioner", without = "assessed:listening",
    record "assessment" { "listening", value = 1, on = "2026-08-01", by = "ada", as = "assessor" },
  },
  expect = not_eligible { only = "assessed:listening" },
}

test "nobody but an assessor or a supervisor opens the level" {
  as_of = day, level = "practitioner",
  person = {
    meeting "practitioner", without = { "assessed:listening", "assessed:planning" },
    record "assessment" { "listening", value = 3, on = "2026-08-01", by = "ben", as = "peer" },
    record "assessment" { "planning", value = 3, on = "2026-08-01", by = "ada", as = "supervisor" },
  },
  expect = not_eligible { only = "assessed:listening" },
}

test "a beginner may work alone who listens with help" {
  as_of = day, gate = "works-alone",
  person = {
    meeting "starter",
    record "assessment" { "listening", value = 0, on = "2026-08-01", by = "ada", as = "supervisor" },
  },
  expect = not_eligible { only = "assessed:listening" },
}

test "nobody has decided on the mark" {
  as_of = day, level = "practitioner", person = { meeting "practitioner" },
  parameters = { ["pass-mark"] = unset },
  expect = indeterminate { parameter = "pass-mark" },
}
