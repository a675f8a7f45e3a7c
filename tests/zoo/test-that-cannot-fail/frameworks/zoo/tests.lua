test "each thing a keeper needs" { each_missing = "keeper" }
test "nobody" { as_of = "2026-09-01", level = "keeper", person = {}, expect = not_eligible }
