framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
qualification "degree" { title = "Degree", rqf = 6 }
level "keeper" { title = "Keeper", requires = qualified { "degree", at_least = 9 } }
test "each thing a keeper needs" { each_missing = "keeper" }
