test "each thing a keeper needs" { each_missing = "keeper" }
test "x" { as_of = "2026-09-01", level = "keeper", person = {
  record "assessment" { "feeding", value = 9, on = "2026-01-01", by = "ada", as = "manager" },
}, expect = eligible }
