test "each thing a keeper needs" { each_missing = "keeper" }
test "x" { as_of = "2026-09-01", level = "keeper", person = { meeting "keeper", without = "hygiene" },
  expect = not_eligible { "trained:hygeine" } }
