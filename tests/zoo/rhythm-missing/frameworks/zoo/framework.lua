framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
supervision "talks" { title = "Talks" }
level "keeper" { title = "Keeper", requires = supervised { "talks", every = weeks(4) } }
test "each thing a keeper needs" { each_missing = "keeper" }
