framework "f" { title = "F", scale = "s", defaults = { assessed = { as = { "self", "peer" } }, signed_off = { routes = "all" } } }
scale "s" { [0] = "a", "b", [2.5] = "c" }
domain "d" { title = "D" }
competency "c" { title = "C", domain = "d", tags = "x", anchors = { [0] = "n" } }
course "t" { title = "T", valid = months(12), teaches = { "c" }, hours = 2, cost = 9.5 }
course "u" { title = "U", after = "t" }
item "i" { title = "I", verify = { "seen" }, essential = true }
qualification "q" { title = "Q", rqf = 3 }
experience "x" { title = "X" }
experience "y" { title = "Y" }
role "r" { title = "R" }
relation "b" { title = "B" }
capacity "lead" { title = "L" }
supervision "v" { title = "V" }
method "seen" { title = "S" }
measure "m" { title = "M", lower = 1, upper = 9 }
activity "a" { title = "A" }
destination "z" { title = "Z" }
pay "p" { title = "P", from = "2020-04-01", ["until"] = "2021-03-31", rows = { { id = "r", years_from = 0, years_to = 1, hourly = 10.12, annual = 19737 } } }
level "one" { title = "One", rank = 1, grants = { pay = "p" }, desires = { qualified "q", measured "m" },
  requires = {
    assessed { "c", at_least = 1, method = "seen", within = years(2), using = "best", count = 2, assessors = 2 },
    trained { courses { teaches = "c" }, outcome = { "enrolled", "completed" }, in_date = false, provider = "P" },
    qualified { "q", at_least = 4 }, experienced { "x", "y", together = true, more_than = years(3), min_fte = 0.6, voluntary = false },
    supervised { "v", every = weeks(4), over = months(6), grace = days(7), in_role = "r" },
    supervised { "v", per = "calendar-month", over = years(1) }, related "b",
    appraised { recommended = true, within = months(12), level = { "one", "two" }, after = "t" },
    evidenced { "c", "i", count = 2, method = "seen", per_method = true, need = 1 }, signed_off { items { essential = true } },
    in_role { "r", at_least = months(6), less_than = years(2) }, measured { "m", at_least = 1, at_most = 2 },
    recorded { kind = "training", "t", by = "x" }, recorded { kind = "role" },
  } }
level "two" { title = "Two", rank = 2, after = "one", requires = any { meets "one", holds "one", at_least(percent(50)) { related "b", none(related "b") },
  when { related "b", related "b", trained "u" }, points { at_least = 2, { related "b", 1.5 }, { related { "b", id = "z", says = "s", hint = "h" }, 1 } } } }
gate "g" { title = "G", requires = related "b" }
