framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
item "feeding" { title = "Feeding" }
level "keeper" { title = "Keeper", requires = signed_off "feeding" }
test "each thing a keeper needs" { each_missing = "keeper" }
