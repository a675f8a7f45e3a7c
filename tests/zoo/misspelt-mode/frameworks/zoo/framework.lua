framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
course "hygiene" { title = "Hygiene", mode = "e-lerning" }
level "keeper" { title = "Keeper", requires = trained "hygiene" }
level "head" { title = "Head", requires = { meets "keeper", assessed { "feeding", at_least = 1 } } }
gate "lions" { title = "Lions", requires = trained "hygiene" }
test "each thing a keeper needs" { each_missing = "keeper" }
test "each thing a head needs" { each_missing = "head" }
test "each thing lions need" { each_missing = "lions" }
