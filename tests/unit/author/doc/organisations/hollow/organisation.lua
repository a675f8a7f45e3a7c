-- Invented, for the test of `waymark rules doc`.

organisation "hollow" { title = "Hollow Farm <b>", timezone = "Europe/London" }

adopt "orchard" {
  parameters = { enough = 2, judges = { "cellar-hand" }, proof = "course", ["ladder-valid"] = months(12) },
  levels = { picker = { also = { trained "stories" } } },
}

adopt "fingerpost" { grades = "broader" }

recognise { "vineyard/picker", as = "orchard/picker", within = years(2) }
recognise { "vineyard/treading", as = "orchard/pressing", scale = { [4] = 1, [5] = 2 } }

assessors "orchard" { as = { "supervisor" }, kinds = { "assessment", "signoff" }, who = holds "orchard/grower" }
