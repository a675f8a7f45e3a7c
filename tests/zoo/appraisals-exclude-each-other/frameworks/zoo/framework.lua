framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
level "keeper" { title = "Keeper", requires = {
  appraised { recommended = true },
  appraised { recommended = false },
} }
test "each thing a keeper needs" { each_missing = "keeper" }
