organisation "park" { title = "Park" }
adopt "zoo" {}
adopt "farm" {}
recognise { "farm/hadn", as = "zoo/keeper" }
