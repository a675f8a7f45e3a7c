framework "f" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
level "keeper" { title = "Keeper", requires = assessed { "feeding", at_least = 1 } }
test "each thing a keeper needs" { each_missing = "keeper" }
test "x" { as_of = "2026-09-01", level = "keeper", person = {
  record "assessment" { "feeding", value = 9, on = "2026-01-01", by = "ada", as = "manager" },
}, expect = eligible }
