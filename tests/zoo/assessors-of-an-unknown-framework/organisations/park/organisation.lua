organisation "park" { title = "Park" }
adopt "zoo" {}
assessors "zooo" { as = "assessor", kinds = "assessment", who = in_role "vet" }
