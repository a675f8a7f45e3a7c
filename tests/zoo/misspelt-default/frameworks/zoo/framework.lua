framework "zoo" { title = "Zoo", scale = "skill", defaults = { asessed = { at_least = 1 } } }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
course "hygiene" { title = "Hygiene" }
item "trial-shift" { title = "Trial shift" }
