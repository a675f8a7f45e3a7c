test "each thing a keeper needs" { each_missing = "keeper" }
test "hygiene lapses" { as_of = "2026-09-01", level = "keeper", person = { meeting "keeper" }, expect = eligible }
test "hygiene lapses" { as_of = "2026-09-02", level = "keeper", person = { meeting "keeper" }, expect = eligible }
