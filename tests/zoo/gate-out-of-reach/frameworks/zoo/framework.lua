framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
course "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = trained "hygiene" }
gate "lions" { title = "Lions", requires = assessed { "feeding", at_least = 3 } }
test "each thing a keeper needs" { each_missing = "keeper" }
test "each thing lions need" { each_missing = "lions" }
