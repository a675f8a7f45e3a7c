test "each thing a keeper needs" { each_missing = "keeper" }
test "x" { as_of = "2026-09-01", level = "keeper", parameters = { enuogh = 2 },
  person = { meeting "keeper" }, expect = eligible }
