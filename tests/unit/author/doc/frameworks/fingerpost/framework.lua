-- Invented, for the test of `waymark rules doc`: links of every grade, to what is there and what is not.

framework "fingerpost" { title = "The fingerpost <i>", edition = "1", source = "Letter of the county" }

link { "cooperage/hooper", to = "orchard/picker", grade = "exact", within = years(2), source = "Page 2" }
link { "cooperage/bending", to = "orchard/blending", grade = "broader", scale = { [3] = 2 },
  says = "Whoever bends staves & seals them blends, too" }
link { "orchard/pressing", to = "orchard/blending", grade = "narrower", says = "A part of it" }
link { "orchard/cider", to = "orchard/lore", grade = "related" }
link { "orchard/grower", to = "cooperage/hooper", grade = "exact" }
