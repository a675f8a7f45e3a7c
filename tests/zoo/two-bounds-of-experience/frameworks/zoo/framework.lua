framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
experience "zoos" { title = "Zoos" }
level "keeper" { title = "Keeper", requires = experienced { "zoos", at_least = years(2), more_than = years(1) } }
test "each thing a keeper needs" { each_missing = "keeper" }
