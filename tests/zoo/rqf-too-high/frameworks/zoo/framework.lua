framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
qualification "degree" { title = "Degree", rqf = 12 }
