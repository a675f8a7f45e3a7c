organisation "park" { title = "Park" }
adopt "zoo" { accept_suggested = true }
test "x" { as_of = "2026-09-01", level = "zoo/keeper", parameters = { enough = 2 }, person = { meeting "zoo/keeper" }, expect = eligible }
