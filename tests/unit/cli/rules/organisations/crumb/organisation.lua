organisation "crumb" { title = "Crumb & Sons" }
adopt "bakery" { parameters = { ["skill-of-a-baker"] = 3, ["hygiene-lasts"] = months(18) } }
