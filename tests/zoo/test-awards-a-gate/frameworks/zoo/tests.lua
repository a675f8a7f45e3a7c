test "each thing a keeper needs" { each_missing = "keeper" }
test "y" { each_missing = "lions" }
test "x" { as_of = "2026-09-01", level = "keeper",
  person = { award "lions" { on = "2026-01-01" } }, expect = eligible }
