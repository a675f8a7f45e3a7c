framework "f" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
item "trial-shift" { title = "Trial shift" }
level "keeper" { title = "Keeper", requires = {
  trained { "hygiene", within = months(12) },
  all { trained { "hygiene", within = years(2) }, signed_off "trial-shift" },
} }
test "each thing a keeper needs" { each_missing = "keeper" }
