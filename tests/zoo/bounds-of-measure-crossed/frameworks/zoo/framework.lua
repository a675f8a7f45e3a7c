framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
measure "weight" { title = "Weight", lower = 9, upper = 1 }
