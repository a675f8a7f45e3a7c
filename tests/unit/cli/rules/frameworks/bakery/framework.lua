framework "bakery" { title = "The bakery's ladder", scale = "skill" }
scale "skill" { [0] = "Not yet", "With help", "Alone", "Teaches others" }
domain "craft" { title = "The craft" }
competency "kneading" { domain = "craft", level = "baker", title = "Kneading" }
competency "shaping" { domain = "craft", level = "baker", title = "Shaping" }
course "hygiene" { title = "Food hygiene", hours = 6, valid = param "hygiene-lasts" }
item "trial-shift" { title = "Trial shift" }
parameter "hygiene-lasts" { suggested = years(1), says = "How long the course counts" }
parameter "skill-of-a-baker" { suggested = 2, says = "Score at which a competency counts as shown" }
parameter "night-skill" { of = "number", says = "Score for nights alone; the source does not say" }
level "helper" { title = "Helper", rank = 1, requires = { trained "hygiene", signed_off "trial-shift" } }
level "baker" { title = "Baker", rank = 2, after = "helper", requires = {
  meets "helper",
  assessed { competencies { level = "baker" }, at_least = param "skill-of-a-baker", as = { "assessor", "manager" } },
} }
gate "alone-at-night" { title = "May work alone at night",
  requires = { assessed { "kneading", at_least = param "night-skill" } } }
