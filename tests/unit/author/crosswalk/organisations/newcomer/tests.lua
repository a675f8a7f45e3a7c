test "what is known of another framework is enough" {
  as_of = "2026-09-01", level = "hee-care-navigation/enhanced",
  person = { meeting "hee-care-navigation/enhanced", without = "holds:essential",
    award "sel-care-navigator/level-3" { on = "2026-01-10" } },
  expect = eligible,
}
test "and of a statement of it" {
  as_of = "2026-09-01", level = "hee-care-navigation/essential",
  person = { meeting "hee-care-navigation/essential", without = "assessed:all-confidentiality",
    record "assessment" { "sel-care-navigator/l1-confidentiality", value = 1, on = "2026-05-04", by = "gus", as = "supervisor",
      method = "workplace-based-assessment" } },
  expect = eligible,
}
