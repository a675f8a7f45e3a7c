organisation "park" { title = "Park" }
adopt "zoo" {}
adopt "farm" {}
recognise { "farm/hand", as = "zoo/keeper" }
recognise { "farm/hand", as = "zoo/keeper", within = years(2) }
