framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
supervision "talks" { title = "Talks" }
level "keeper" { title = "Keeper", requires = supervised { "talks", every = days(0), over = months(3) } }
test "each thing a keeper needs" { each_missing = "keeper" }
