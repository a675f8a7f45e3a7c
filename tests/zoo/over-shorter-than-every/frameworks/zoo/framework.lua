framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
supervision "talks" { title = "Talks" }
level "keeper" { title = "Keeper", requires = {
  trained "hygiene",
  supervised { "talks", every = months(6), over = months(3) },
} }
test "each thing a keeper needs" { each_missing = "keeper" }
