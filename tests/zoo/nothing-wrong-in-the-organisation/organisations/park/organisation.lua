organisation "park" { title = "Park" }
adopt "zoo" { parameters = { enough = 2 } }
