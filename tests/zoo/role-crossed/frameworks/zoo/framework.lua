framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
role "keeper" { title = "Keeper" }
level "keeper" { title = "Keeper", requires = in_role { "keeper", at_least = years(1), less_than = months(12) } }
test "each thing a keeper needs" { each_missing = "keeper" }
