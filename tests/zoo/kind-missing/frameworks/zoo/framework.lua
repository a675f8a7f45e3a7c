framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = recorded { "hygiene", count = 2 } }
test "each thing a keeper needs" { each_missing = "keeper" }
