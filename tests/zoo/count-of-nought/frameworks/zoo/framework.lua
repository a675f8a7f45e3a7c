framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = trained { "hygiene", count = 0 } }
test "each thing a keeper needs" { each_missing = "keeper" }
