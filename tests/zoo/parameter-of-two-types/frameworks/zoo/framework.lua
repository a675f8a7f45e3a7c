framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
parameter "enough" { suggested = 1, default = months(3) }
level "keeper" { title = "Keeper", requires = assessed { "feeding", at_least = param "enough" } }
test "each thing a keeper needs" { each_missing = "keeper" }
