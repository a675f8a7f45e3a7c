organisation "park" { title = "Park" }
adopt "zoo" {}
adopt "farm" {}
recognise { "zoo/head", as = "zoo/keeper" }
