test "each thing a keeper needs" { each_missing = "keeper" }
test "somebody new" { as_of = "2026-09-01", expect = eligible }
