organisation "park" { title = "Park" }
adopt "zoo" { accept_suggested = true }
test "x" { as_of = "2026-09-01", level = "keeper", person = {}, expect = eligible }
