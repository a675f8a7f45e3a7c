framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = trained "hygiene" }
level "head" { title = "Head", requires = meets "keeper" }
test "each thing a keeper needs" { each_missing = "keeper" }
test "each thing a head needs" { each_missing = "head" }
