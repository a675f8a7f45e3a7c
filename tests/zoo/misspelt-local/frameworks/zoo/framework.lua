framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
keeper_criteria = { trained "hygiene" }
level "keeper" { title = "Keeper", requires = keeper_critera }
test "each thing a keeper needs" { each_missing = "keeper" }
