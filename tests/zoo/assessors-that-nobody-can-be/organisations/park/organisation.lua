organisation "park" { title = "Park" }
adopt "zoo" {}
assessors "zoo" { as = "assessor", kinds = "assessment", who = {
  holds "zoo/lions",
} }
