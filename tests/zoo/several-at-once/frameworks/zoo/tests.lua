test "nobody" { as_of = "2026-09-01", level = "keeper", expect = not_eligible }
test "nobody" { level = "keeper" }
