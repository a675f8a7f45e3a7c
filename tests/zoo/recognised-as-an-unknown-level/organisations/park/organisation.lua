organisation "park" { title = "Park" }
adopt "zoo" {}
adopt "farm" {}
recognise { "farm/hand", as = "zoo/keper" }
