framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
domain "cats" { title = "Cats" }
competency "feeding" { title = "Feeding", domain = "cast" }
