-- Entry level: the way in, local induction, and for how long a training counts.
-- `until` is a word of Lua itself, so as a name it is written ["until"].

local day = "2026-09-01"

test "whoever has done everything may enter" {
  as_of = day, level = "entry", person = { meeting "entry" }, expect = eligible,
}
test "each thing asked at entry is needed" { as_of = day, each_missing = "entry" }
test "somebody without any record is told of everything" {
  as_of = day, level = "entry", person = {},
  expect = not_eligible { "signed_off:person-specification-met", "trained:chww-apprenticeship",
    "signed_off:ind-it-systems", "trained:mand-fire-safety", "trained:care-certificate" },
}

-- The way in ---------------------------------------------------------------------------------------

test "an apprentice needs no confirmed person specification" {
  as_of = day, level = "entry",
  person = { meeting "entry", without = { "person-specification-met" },
    record "training" { "chww-apprenticeship", outcome = "enrolled", on = "2026-08-01" } },
  expect = eligible,
}
test "somebody who failed the apprenticeship is no apprentice any more" {
  as_of = day, level = "entry",
  person = { meeting "entry", without = { "person-specification-met" },
    record "training" { "chww-apprenticeship", outcome = "undertaking", on = "2025-08-01" },
    record "training" { "chww-apprenticeship", outcome = "failed", on = "2026-08-01" } },
  expect = not_eligible { only = { "signed_off:person-specification-met", "trained:chww-apprenticeship" } },
}
test "an apprenticeship that begins tomorrow opens nothing today" {
  as_of = day, level = "entry",
  person = { meeting "entry", without = { "person-specification-met" },
    record "training" { "chww-apprenticeship", outcome = "enrolled", on = "2026-09-02" } },
  expect = not_eligible { "trained:chww-apprenticeship", ["until"] = "2026-09-01", changes_to = "eligible" },
}

-- Sign-offs ----------------------------------------------------------------------------------------

test "a peer's sign-off does not count" {
  as_of = day, level = "entry",
  person = { meeting "entry", without = { "ind-it-systems" },
    record "signoff" { "ind-it-systems", on = "2026-08-03", by = "a-colleague", as = "peer" } },
  expect = not_eligible { only = { "signed_off:ind-it-systems" } },
}
test "a manager's sign-off counts" {
  as_of = day, level = "entry",
  person = { meeting "entry", without = { "ind-it-systems" },
    record "signoff" { "ind-it-systems", on = "2026-08-03", by = "a-manager", as = "manager" } },
  expect = eligible,
}
test "a sign-off that was declined is none" {
  as_of = day, level = "entry",
  person = { meeting "entry", without = { "ind-snomed-codes" },
    record "signoff" { "ind-snomed-codes", outcome = "declined", on = "2026-08-03", by = "a-manager", as = "manager" } },
  expect = not_eligible { only = { "signed_off:ind-snomed-codes" } },
}
test "who may sign off is for the organisation to say" {
  as_of = day, level = "entry", person = { meeting "entry" }, parameters = { ["signoff-roles"] = unset },
  expect = indeterminate { parameter = "signoff-roles" },
}

-- Mandatory training lapses ------------------------------------------------------------------------

local function fire_safety(on, till)
  return { meeting "entry", without = { "trained:mand-fire-safety" },
    record "training" { "mand-fire-safety", outcome = "completed", on = on, ["until"] = till } }
end

test "the last day of a year's training" {
  as_of = "2026-09-01", level = "entry", person = fire_safety "2025-09-01",
  expect = eligible { ["until"] = "2026-09-01", changes_to = "not-eligible" },
}
test "the first day after a year's training" {
  as_of = "2026-09-02", level = "entry", person = fire_safety "2025-09-01",
  expect = not_eligible { only = { "trained:mand-fire-safety" } },
}
test "a certificate's own last day goes before the organisation's period" {
  as_of = "2026-09-01", level = "entry", person = fire_safety("2026-01-10", "2026-08-31"),
  expect = not_eligible { only = { "trained:mand-fire-safety" } },
}
test "a certificate's own last day may also be later" {
  as_of = "2026-09-01", level = "entry", person = fire_safety("2024-01-10", "2026-10-04"),
  expect = eligible { ["until"] = "2026-10-04" },
}
test "three years from a leap day end on the last of February" {
  as_of = "2027-02-28", level = "entry",
  person = { meeting "entry", without = { "trained:mand-safeguarding-children" },
    record "training" { "mand-safeguarding-children", outcome = "completed", on = "2024-02-29" } },
  expect = eligible { ["until"] = "2027-02-28" },
}
test "three years from a leap day are over in March" {
  as_of = "2027-03-01", level = "entry",
  person = { meeting "entry", without = { "trained:mand-safeguarding-children" },
    record "training" { "mand-safeguarding-children", outcome = "completed", on = "2024-02-29" } },
  expect = not_eligible { only = { "trained:mand-safeguarding-children" } },
}
test "a period that nobody set leaves a training without last day open" {
  as_of = day, level = "entry", person = fire_safety "2026-08-01",
  parameters = { ["currency-mand-fire-safety"] = unset },
  expect = indeterminate { parameter = "currency-mand-fire-safety" },
}
test "a period that nobody set matters not where the certificate has a last day" {
  as_of = day, level = "entry", person = fire_safety("2026-08-01", "2027-07-31"),
  parameters = { ["currency-mand-fire-safety"] = unset }, expect = eligible,
}
test "a shorter period of the organisation's" {
  as_of = day, level = "entry", person = fire_safety "2026-01-10",
  parameters = { ["currency-mand-fire-safety"] = months(6) },
  expect = not_eligible { only = { "trained:mand-fire-safety" } },
}

-- The Care Certificate -----------------------------------------------------------------------------

local function care_certificate(outcome)
  return { meeting "entry", without = { "trained:care-certificate" },
    record "training" { "care-certificate", outcome = outcome, on = "2026-08-20" } }
end

test "being enrolled for the Care Certificate is enough at entry" {
  as_of = day, level = "entry", person = care_certificate "enrolled", expect = eligible,
}
test "having failed the Care Certificate is not" {
  as_of = day, level = "entry", person = care_certificate "failed",
  expect = not_eligible { only = { "trained:care-certificate" } },
}
test "an organisation may ask for the finished Care Certificate" {
  as_of = day, level = "entry", person = care_certificate "undertaking",
  parameters = { ["care-certificate-at-entry"] = { "completed" } },
  expect = not_eligible { only = { "trained:care-certificate" } },
}
test "how far the Care Certificate must have come is for the organisation to say" {
  as_of = day, level = "entry", person = { meeting "entry" },
  parameters = { ["care-certificate-at-entry"] = unset },
  expect = indeterminate { parameter = "care-certificate-at-entry" },
}

test "the advice on the length of induction decides nothing" {
  as_of = day, level = "entry", person = { meeting "entry" }, parameters = { ["induction-weeks"] = unset },
  expect = eligible,
}
