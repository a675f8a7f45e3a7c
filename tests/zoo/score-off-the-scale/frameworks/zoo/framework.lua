framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
level "keeper" { title = "Keeper", requires = assessed { "feeding", at_least = 3 } }
test "each thing a keeper needs" { each_missing = "keeper" }
