framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
level "keeper" { title = "Keeper", requires = trained "hygiene" }
level "keeper-two" { title = "Keeper two", requires = meets "keper" }
test "each thing a keeper needs" { each_missing = "keeper" }
