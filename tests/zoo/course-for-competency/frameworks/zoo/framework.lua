framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
hygiene = course "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = assessed { hygiene, at_least = 1 } }
test "each thing a keeper needs" { each_missing = "keeper" }
