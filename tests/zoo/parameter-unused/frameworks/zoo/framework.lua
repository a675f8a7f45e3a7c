framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
parameter "enough" { suggested = 1 }
level "keeper" { title = "Keeper", requires = trained "hygiene" }
test "each thing a keeper needs" { each_missing = "keeper" }
