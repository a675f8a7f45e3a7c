framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
competency "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = { trained "hygiene", assessed { "hygiene", at_least = 1 } } }
test "each thing a keeper needs" { each_missing = "keeper" }
