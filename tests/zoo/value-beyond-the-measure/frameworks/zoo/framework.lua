framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
measure "weight" { title = "Weight", lower = 1, upper = 150 }
level "keeper" { title = "Keeper", requires = {
  measured { "weight", at_least = 200 },
} }
test "each thing a keeper needs" { each_missing = "keeper" }
