framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
level "keeper" { title = "Keeper", requires = assessed { competencies { domian = "cats" }, at_least = 1 } }
test "each thing a keeper needs" { each_missing = "keeper" }
