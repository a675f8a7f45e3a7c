framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
role "keeper" { title = "Keeper" }
level "keeper" { title = "Keeper", requires = in_role { "keeper", min_fte = 2.5 } }
test "each thing a keeper needs" { each_missing = "keeper" }
