framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
item "trial-shift" { title = "Trial shift" }
local washed
level "keeper" { title = "Keeper", requires = { trained "hygiene", washed, signed_off "trial-shift" } }
test "each thing a keeper needs" { each_missing = "keeper" }
