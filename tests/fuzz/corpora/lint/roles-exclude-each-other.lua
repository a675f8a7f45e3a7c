framework "f" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
role "keeper" { title = "Keeper" }
level "keeper" { title = "Keeper", requires = {
  in_role { "keeper", at_least = years(1) },
  trained "hygiene",
  in_role { "keeper", less_than = months(6) },
} }
test "each thing a keeper needs" { each_missing = "keeper" }
