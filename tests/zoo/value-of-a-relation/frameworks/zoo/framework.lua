framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
relation "mentor" { title = "Mentor" }
level "keeper" { title = "Keeper", requires = recorded { kind = "relation", "mentor", at_least = 2 } }
test "each thing a keeper needs" { each_missing = "keeper" }
