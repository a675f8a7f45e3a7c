framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
course "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = assessed { "feeding", at_least = 3 } }
level "head" { title = "Head", requires = { trained "hygiene", meets "keeper" } }
test "each thing a keeper needs" { each_missing = "keeper" }
test "each thing a head needs" { each_missing = "head" }
