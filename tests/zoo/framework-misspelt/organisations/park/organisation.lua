organisation "park" { title = "Park" }
adopt "zooo" {}
