framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
item "trial-shift" { title = "Trial shift" }
level "keeper" { title = "Keeper", requires = {
  trained "hygiene",
  signed_off "trial-shift",
  trained "hygiene",
} }
test "each thing a keeper needs" { each_missing = "keeper" }
