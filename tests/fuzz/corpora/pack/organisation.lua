framework "f" { title = "F" }
scale "s" { [0] = "No", "Yes" }
parameter "n" { suggested = 1 }
parameter "p" { suggested = percent(80), default = percent(60) }
parameter "d" { of = "span" }
parameter "b" { of = "boolean" }
parameter "c" { one_of = { "x", "y" }, default = "x" }
parameter "l" { suggested = { "t" } }
parameter "e" { suggested = { "t" } }
competency "k" { title = "K", scale = "s" }
course "t" { title = "T", valid = param "d" }
level "one" { title = "One", requires = all { assessed { "k", at_least = param "n" }, trained { param "l", in_date = param "b" }, trained(param "e"),
  at_least(param "p") { trained "t", setting { "c", is = "y" } }, when { setting { "c", is = { "x", "y" } }, trained "t", setting { "b", is = true } },
  any { setting { "n", is = 1 }, setting { "p", is = percent(80) }, setting { "d", is = days(2) } }, points { at_least = param "n", { trained "t", 1 } } } }

--organisation.lua
organisation "o" { title = "O", timezone = "Europe/London" }
adopt "f" { parameters = { n = 0, p = percent(33.5), d = weeks(2), c = "y", l = {}, e = unset }, accept_suggested = true }
