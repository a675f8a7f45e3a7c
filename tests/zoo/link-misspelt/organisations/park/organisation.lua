organisation "park" { title = "Park" }
adopt "zoo" {}
adopt "signpost" {}
