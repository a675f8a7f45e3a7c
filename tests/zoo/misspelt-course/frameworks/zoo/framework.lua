framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
item "trial-shift" { title = "Trial shift" }
level "keeper" { title = "Keeper", requires = {
  signed_off "trial-shift",
  trained "hygeine",
} }
test "each thing a keeper needs" { each_missing = "keeper" }
