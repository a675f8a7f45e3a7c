organisation "park" { title = "Park" }
adopt "zoo" {}
adopt "farm" {}
recognise { "zoo/keeper", as = "zoo/head" }
