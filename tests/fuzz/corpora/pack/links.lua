framework "f" { title = "F", scale = "s" }
scale "s" { [0] = "No", "Yes", "Very" }
domain "d" { title = "D" }
competency "c" { domain = "d", title = "C" }
level "l" { title = "L", requires = assessed { "c", at_least = 1 } }
level "m" { title = "M", requires = { meets "l" } }
link { "x/a", to = "f/l", grade = "exact", within = years(2), says = "The same", source = "p. 1" }
link { "x/c", to = "f/c", grade = "broader", scale = { [0] = 0, [3] = 2 } }
link { "x/d", to = "f/d", grade = "narrower" }
link { "f/l", to = "f/m", grade = "related" }
link { "f/m", to = "x/b", grade = "exact" }
--organisation.lua
organisation "o" { title = "O" }
adopt "f" { grades = { "exact", "broader" } }
recognise { "x/a", as = "f/l", from = "X" }
