framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
experience "zoos" { title = "Zoos" }
level "keeper" { title = "Keeper", requires = experienced { "zoos", at_least = years(3), within = months(24) } }
test "each thing a keeper needs" { each_missing = "keeper" }
