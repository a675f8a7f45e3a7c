framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = {
  trained "hygiene",
  holds "lions",
} }
gate "lions" { title = "Lions", requires = trained "hygiene" }
test "each thing a keeper needs" { each_missing = "keeper" }
test "each thing lions need" { each_missing = "lions" }
