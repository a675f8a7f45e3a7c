framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
course "hygiene" { title = "Hygiene" }
item "trial-shift" { title = "Trial shift" }
level "a" { title = "A", after = "b", requires = trained "hygiene" }
level "b" { title = "B", after = "a", requires = trained "hygiene" }
