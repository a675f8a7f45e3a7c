organisation "park" { title = "Park" }
adopt "zoo" { accept_suggested = true }
adopt "zoo" { parameters = { enough = 2 } }
