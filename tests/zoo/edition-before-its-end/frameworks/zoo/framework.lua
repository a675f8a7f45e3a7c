framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
competency "kneading" { title = "Kneading" }
level "keeper" { title = "Keeper", requires = { assessed { "kneading", at_least = 1 }, trained "hygiene" } }
level "keeper" { from = "2027-04-01", ["until"] = "2027-03-31", requires = { trained "hygiene" } }
test "each" { each_missing = "keeper" }
