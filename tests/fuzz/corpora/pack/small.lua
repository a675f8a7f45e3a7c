framework "f" { title = "F", scale = "s", defaults = { signed_off = { as = param "roles" } } }
scale "s" { [0] = "No", "Yes" }
capacity "lead" { title = "Lead" }
parameter "pass" { suggested = 1, says = "pass mark" }
parameter "roles" { suggested = { "supervisor", "lead" }, says = "who signs" }
domain "d" { title = "D" }
competency "c" { domain = "d", title = "C", level = "one" }
course "t" { title = "T", hours = 2, valid = months(12), teaches = { "c" } }
item "i" { title = "I" }
level "one" { title = "One", rank = 1, requires = { trained "t", assessed { competencies { level = "one" }, at_least = param "pass" } } }
level "two" { title = "Two", rank = 2, after = "one", requires = all { meets "one", any { signed_off "i", none { trained { "t", within = days(3) } } } } }
gate "g" { title = "G", requires = at_least(1) { signed_off "i", points { at_least = 2, { trained "t", 1 }, { signed_off "i", 2 } } } }
