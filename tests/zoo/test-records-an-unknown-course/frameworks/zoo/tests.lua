test "each thing a keeper needs" { each_missing = "keeper" }
test "x" { as_of = "2026-09-01", level = "keeper", person = {
  record "training" { "hygeine", outcome = "completed", on = "2026-01-01" },
}, expect = not_eligible { "trained:hygiene" } }
