organisation "park" { title = "Park" }
adopt "zoo" {}
link { "farm/hand", to = "zoo/keeper", grade = "exact" }
