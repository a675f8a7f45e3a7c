framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
local hours = 6 + nil
course "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = trained "hygiene" }
test "each thing a keeper needs" { each_missing = "keeper" }
