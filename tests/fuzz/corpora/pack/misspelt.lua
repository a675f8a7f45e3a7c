framework "f" { title = "F" }
level "l" { title = "L", requires = { trained "tt", asessed { "c" } } }
