organisation "park" { title = "Park" }
adopt "zoo" { accept_suggested = true }
