organisation "park" { title = "Park" }
adopt "zoo" {}
