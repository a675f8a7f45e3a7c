framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
pay "band-1" { title = "Band", from = "2026-01-01", until = "2026-12-31", rows = {} }
