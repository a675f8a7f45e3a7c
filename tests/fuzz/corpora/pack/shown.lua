framework "f" { title = "F", shown_by = function(competency) return trained { courses { teaches = competency } } end }
domain "d" { title = "D", shown_by = { signed_off "i", signed_off { "i", id = "again" } } }
competency "a" { title = "A", domain = "d" }
competency "b" { title = "B", shown_by = function(c) local t = {} for i = 1, 2 do t[i] = signed_off { "i", says = c.title .. i } end return any(t) end }
competency "c" { title = "C" }
course "t" { title = "T", teaches = { "c" } }
item "i" { title = "I" }
level "one" { title = "One", requires = shown { competencies { except = { "a" } }, "a", need = 2 } }
test "t" { level = "one", as_of = "2026-09-01", person = { meeting "one", record "training" { "t", on = "2026-01-10" }, award "one" { on = "2026-01-01" },
  monthly("signoff", { "i", as = "peer" }, "2026-01-05", 6) }, expect = eligible { ["until"] = "2027-01-01" } }
test "u" { each_missing = "one" }
