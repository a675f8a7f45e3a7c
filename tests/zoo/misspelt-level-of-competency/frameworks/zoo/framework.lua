framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
competency "feeding" { title = "Feeding", level = "keepr" }
level "keeper" { title = "Keeper", requires = trained "hygiene" }
test "each thing a keeper needs" { each_missing = "keeper" }
