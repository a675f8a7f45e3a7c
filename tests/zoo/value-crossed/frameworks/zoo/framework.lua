framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
measure "weight" { title = "Weight" }
level "keeper" { title = "Keeper", requires = measured { "weight", at_least = 90, at_most = 60 } }
test "each thing a keeper needs" { each_missing = "keeper" }
