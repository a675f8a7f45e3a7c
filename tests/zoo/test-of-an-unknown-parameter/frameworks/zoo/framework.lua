framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
parameter "enough" { suggested = 1 }
level "keeper" { title = "Keeper", requires = assessed { "feeding", at_least = param "enough" } }
