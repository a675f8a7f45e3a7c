test "each thing a keeper needs" { each_missing = "keeper" }
test "y" { each_missing = "lions" }
test "x" { as_of = "2026-09-01", level = "lions", person = { meeting "lions" }, expect = eligible }
