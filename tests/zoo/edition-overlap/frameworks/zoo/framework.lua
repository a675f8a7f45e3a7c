framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
competency "kneading" { title = "Kneading" }
level "keeper" { title = "Keeper", ["until"] = "2027-06-30", requires = { trained "hygiene" } }
level "keeper" { from = "2027-04-01", requires = { assessed { "kneading", at_least = 1 } } }
test "each" { each_missing = "keeper" }
