framework "f" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
course "hygiene" { title = "Hygiene" }
item "trial-shift" { title = "Trial shift" }
parameter "enough" { suggested = 1 }
level "keeper" { title = "Keeper", requires = {
  trained "hygiene",
  assessed { "feeding", at_least = 3 },
  trained "hygiene",
} }
gate "lions" { title = "Lions", requires = holds "lions" }
test "nobody" { as_of = "2026-09-01", level = "keeper", expect = not_eligible }
test "nobody" { level = "keeper" }
