-- Early career: the twelve core competencies, by course or sign-off, and the person centred approach.

local day = "2026-09-01"

test "whoever has done everything is in early career" {
  as_of = day, level = "early-career", person = { meeting "early-career" }, expect = eligible,
}
test "each thing asked in early career is needed" { as_of = day, each_missing = "early-career" }

-- The step before ----------------------------------------------------------------------------------

test "entry that is neither met nor awarded stands in the way" {
  as_of = day, level = "early-career",
  person = { meeting "early-career", without = { "entry/signed_off:ind-it-systems" } },
  expect = not_eligible { only = { "entry/signed_off:ind-it-systems" } },
}
test "an award of entry stands, whatever has lapsed since" {
  as_of = day, level = "early-career",
  person = { award "entry" { on = "2021-05-04" }, meeting "early-career", without = { "entry/trained:mand-fire-safety" } },
  expect = eligible,
}
test "the last day of an award that ends" {
  as_of = day, level = "early-career",
  person = { award "entry" { on = "2021-05-04", ["until"] = "2026-09-01" }, meeting "early-career",
    without = { "entry/signed_off:ind-it-systems" } },
  expect = eligible { ["until"] = "2026-09-01", changes_to = "not-eligible" },
}
test "the day after an award that ended" {
  as_of = "2026-09-02", level = "early-career",
  person = { award "entry" { on = "2021-05-04", ["until"] = "2026-09-01" }, meeting "early-career",
    without = { "entry/signed_off:ind-it-systems" } },
  expect = not_eligible { "entry/signed_off:ind-it-systems" },
}

-- Core competencies --------------------------------------------------------------------------------

local function instead_of(course, ...)
  return { meeting "early-career", without = { "signed_off:core-enabling-choice", "trained:" .. course }, ... }
end

test "a sign-off serves instead of the course" {
  as_of = day, level = "early-career",
  person = { meeting "early-career", without = { "signed_off:core-mental-capacity" },
    record "signoff" { "core-mental-capacity", on = "2026-05-01", by = "an-assessor", as = "assessor" } },
  expect = eligible,
}
test "the course serves instead of a sign-off" {
  as_of = day, level = "early-career",
  person = { meeting "early-career", without = { "signed_off:core-mental-capacity" },
    record "training" { "elfh-mental-capacity-act", outcome = "completed", on = "2020-05-01" } },
  expect = eligible,
}
test "enabling choice is shown by either of two courses: the first" {
  as_of = day, level = "early-career",
  person = instead_of("elfh-person-centred-approaches",
    record "training" { "elfh-person-centred-approaches", outcome = "completed", on = "2024-05-01" }),
  expect = eligible,
}
test "enabling choice is shown by either of two courses: the second" {
  as_of = day, level = "early-career",
  person = instead_of("elfh-person-centred-approaches",
    record "training" { "pci-core-skills", outcome = "completed", on = "2024-05-01" }),
  expect = eligible,
}
test "a course that is only under way shows nothing" {
  as_of = day, level = "early-career",
  person = instead_of("elfh-person-centred-approaches",
    record "training" { "pci-core-skills", outcome = "undertaking", on = "2026-08-01" }),
  expect = not_eligible { only = { "signed_off:core-enabling-choice", "trained:elfh-person-centred-approaches",
    "trained:pci-core-skills" } },
}
test "a safeguarding course lapses after three years: its last day" {
  as_of = day, level = "early-career",
  person = { meeting "early-career", without = { "signed_off:core-safeguarding-adults" },
    record "training" { "elfh-safeguarding-adults", outcome = "completed", on = "2023-09-01" } },
  expect = eligible { ["until"] = "2026-09-01", changes_to = "not-eligible" },
}
test "a safeguarding course lapses after three years: the next day" {
  as_of = "2026-09-02", level = "early-career",
  person = { meeting "early-career", without = { "signed_off:core-safeguarding-adults" },
    record "training" { "elfh-safeguarding-adults", outcome = "completed", on = "2023-09-01" } },
  expect = not_eligible { only = { "signed_off:core-safeguarding-adults", "trained:elfh-safeguarding-adults" } },
}
test "a sign-off of safeguarding does not lapse" {
  as_of = day, level = "early-career",
  person = { meeting "early-career", without = { "signed_off:core-safeguarding-children" },
    record "signoff" { "core-safeguarding-children", on = "2015-05-01", by = "an-assessor", as = "assessor" } },
  expect = eligible,
}
test "an organisation may accept sign-offs only" {
  as_of = day, level = "early-career",
  person = { meeting "early-career", without = { "signed_off:core-mental-capacity" },
    record "training" { "elfh-mental-capacity-act", outcome = "completed", on = "2026-05-01" } },
  parameters = { ["core-evidence"] = "sign-off" },
  expect = not_eligible { only = { "signed_off:core-mental-capacity" } },
}
test "each sign-off is needed where only they count" {
  as_of = day, each_missing = "early-career", parameters = { ["core-evidence"] = "sign-off" },
}
test "whether courses count is for the organisation to say" {
  as_of = day, level = "early-career",
  person = { meeting "early-career", without = { "signed_off:core-mental-capacity" },
    record "training" { "elfh-mental-capacity-act", outcome = "completed", on = "2026-05-01" } },
  parameters = { ["core-evidence"] = unset },
  expect = indeterminate { parameter = "core-evidence" },
}

-- The person centred approach ----------------------------------------------------------------------

local function scored(value, as, method)
  return { meeting "early-career", without = { "assessed:person-centred-approach" },
    record "assessment" { "person-centred-approach", value = value, on = "2026-06-01", by = "an-assessor",
      as = as or "assessor", method = method or "observed-session" } }
end
local missing = not_eligible { only = { "assessed:person-centred-approach" } }

test "a score of three is enough" { as_of = day, level = "early-career", person = scored(3), expect = eligible }
test "a score of two is too low" { as_of = day, level = "early-career", person = scored(2), expect = missing }
test "an organisation may ask for a four" {
  as_of = day, level = "early-career", person = scored(3), parameters = { ["dreyfus-core"] = 4 }, expect = missing,
}
test "a supervisor may score" { as_of = day, level = "early-career", person = scored(3, "supervisor"), expect = eligible }
test "a peer may not" { as_of = day, level = "early-career", person = scored(5, "peer"), expect = missing }
test "nobody scores themselves" {
  as_of = day, level = "early-career", person = scored(5, "self", "self-assessment"), expect = missing,
}
test "a self-assessment entered by an assessor is still one" {
  as_of = day, level = "early-career", person = scored(5, "assessor", "self-assessment"), expect = missing,
}
test "an organisation may let peers score" {
  as_of = day, level = "early-career", person = scored(3, "peer"),
  parameters = { ["som-roles"] = { "assessor", "peer" } }, expect = eligible,
}
test "the latest score counts, also when it is lower" {
  as_of = day, level = "early-career",
  person = { scored(4), record "assessment" { "person-centred-approach", value = 2, on = "2026-07-01",
    by = "a-supervisor", as = "supervisor", method = "supervision-review" } },
  expect = missing,
}
test "a self-assessment replaces nothing" {
  as_of = day, level = "early-career",
  person = { scored(4), record "assessment" { "person-centred-approach", value = 1, on = "2026-07-01",
    by = "the-person", as = "self", method = "self-assessment" } },
  expect = eligible,
}
test "which score is enough is for the organisation to say" {
  as_of = day, level = "early-career", person = { meeting "early-career" },
  parameters = { ["dreyfus-core"] = unset }, expect = indeterminate { parameter = "dreyfus-core" },
}
test "who may score is for the organisation to say" {
  as_of = day, level = "early-career", person = { meeting "early-career" },
  parameters = { ["som-roles"] = unset }, expect = indeterminate { parameter = "som-roles" },
}
test "how to score is for the organisation to say" {
  as_of = day, level = "early-career", person = { meeting "early-career" },
  parameters = { ["som-methods"] = unset }, expect = indeterminate { parameter = "som-methods" },
}
test "without a score nothing open matters" {
  as_of = day, level = "early-career",
  person = { meeting "early-career", without = { "assessed:person-centred-approach", "core-mental-capacity",
    "elfh-mental-capacity-act" } },
  parameters = { ["dreyfus-core"] = unset },
  expect = not_eligible { only = { "signed_off:core-mental-capacity", "trained:elfh-mental-capacity-act" } },
}
