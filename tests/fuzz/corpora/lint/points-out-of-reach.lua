framework "f" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
item "trial-shift" { title = "Trial shift" }
level "keeper" { title = "Keeper", requires = points { at_least = 20, { trained "hygiene", 5 }, { signed_off "trial-shift", 7.5 } } }
test "each thing a keeper needs" { each_missing = "keeper" }
