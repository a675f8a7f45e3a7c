framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
competency "feeding" { title = "Feeding" }
parameter "enough" { suggested = 1, says = "Score that is enough" }
level "keeper" { title = "Keeper", requires = {
  trained "hygiene",
  assessed { "feeding", at_least = param "enough" },
} }
test "each thing a keeper needs" { each_missing = "keeper" }
