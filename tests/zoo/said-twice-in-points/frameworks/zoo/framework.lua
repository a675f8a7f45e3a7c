framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
level "keeper" { title = "Keeper", requires = points { at_least = 2,
  { trained "hygiene", 1 },
  { trained "hygiene", 1 },
} }
test "each thing a keeper needs" { each_missing = "keeper" }
