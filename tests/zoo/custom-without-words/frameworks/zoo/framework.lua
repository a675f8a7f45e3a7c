framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
local calm = include "_custom"
level "keeper" { title = "Keeper", requires = { trained "hygiene", calm } }
test "each thing a keeper needs" { each_missing = "keeper" }
