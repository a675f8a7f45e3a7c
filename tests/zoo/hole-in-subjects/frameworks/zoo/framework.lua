framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
local other
level "keeper" { title = "Keeper", requires = trained { "hygiene", other, "hygiene" } }
test "each thing a keeper needs" { each_missing = "keeper" }
