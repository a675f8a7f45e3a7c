framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
competency "kneading" { title = "Kneading" }
level "keeper" { title = "Keeper", from = "2027-04-01", grandfather = "2028-03-31",
  requires = { assessed { "kneading", at_least = 1 }, trained "hygiene" } }
test "each" { each_missing = "keeper" }
