organisation "park" { title = "Park" }
adopt "zoo" {}
adopt "farm" {}
recognise { "farm/milking", as = "zoo/feeding", scale = { [1] = 1, [9] = 2 } }
