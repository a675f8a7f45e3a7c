framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding", shown_by = shown "feeding" }
level "keeper" { title = "Keeper", requires = shown "feeding" }
test "each thing a keeper needs" { each_missing = "keeper" }
