local day = "2026-09-01"
test "a level above is not the same" {
  as_of = day, level = "hee-care-navigation/enhanced",
  person = { meeting "hee-care-navigation/enhanced", without = "holds:essential",
    award "sel-care-navigator/level-3" { on = "2026-01-10" } },
  expect = not_eligible { "holds:essential" },
}
test "what is the same counts" {
  as_of = day, level = "hee-care-navigation/essential",
  person = { meeting "hee-care-navigation/essential", without = "assessed:all-confidentiality",
    record "assessment" { "sel-care-navigator/l1-confidentiality", value = 1, on = "2026-05-04", by = "gus", as = "supervisor",
      method = "workplace-based-assessment" } },
  expect = eligible,
}
test "what is more than the same does not" {
  as_of = day, level = "hee-care-navigation/essential",
  person = { meeting "hee-care-navigation/essential", without = "assessed:all-compassion",
    record "assessment" { "sel-care-navigator/l1-empathy-compassion", value = 1, on = "2026-05-04", by = "gus",
      as = "supervisor", method = "workplace-based-assessment" } },
  expect = not_eligible { only = "assessed:all-compassion" },
}
