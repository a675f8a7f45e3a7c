framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
course "lions" { title = "Lions" }
level "keeper" { title = "Keeper", requires = trained { "hygiene", "lions", need = 3 } }
test "each thing a keeper needs" { each_missing = "keeper" }
