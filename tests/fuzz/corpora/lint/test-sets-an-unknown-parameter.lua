framework "f" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
parameter "enough" { suggested = 1 }
level "keeper" { title = "Keeper", requires = assessed { "feeding", at_least = param "enough" } }
test "each thing a keeper needs" { each_missing = "keeper" }
test "x" { as_of = "2026-09-01", level = "keeper", parameters = { enuogh = 2 },
  person = { meeting "keeper" }, expect = eligible }
