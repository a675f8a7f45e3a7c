framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = custom { id = "calm", says = "Is calm", function (person) return true end } }
test "each thing a keeper needs" { each_missing = "keeper" }
