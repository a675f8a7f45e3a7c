organisation "park" { title = "Park" }
adopt "zoo" {}
assessors "zoo" { as = "self", kinds = "assessment", who = holds "zoo/head" }
