level "entry" { title = "Entry", rank = 1, says = "The start", source = "1", grants = { pay = "band-1" },
  desires = { qualified "diploma" },
  requires = all { trained { "first-aid", hint = "book it with the office" } } }
level "skilled" { title = "Skilled", rank = 2, after = "entry", grants = { pay = "band-1", rows = 1 }, requires = all { meets "entry",
  assessed { "listening", at_least = 3, as = { "assessor", "lead" }, within = years(2) } } }
level "senior" { title = "Senior", rank = 3, after = "skilled", requires = all { holds "skilled",
  assessed { "listening", at_least = param "score" } } }
gate "alone" { title = "May go alone", requires = { in_role { "worker" } } }
-- Every constraint that there is, so that `needed` shows each of them.
gate "all" { title = "Everything", requires = {
  assessed { "speaking", at_least = 4, method = "seen", using = "best", count = 2, assessors = 2, as = "lead" },
  trained { "second-aid", provider = "School", count = 2, within = years(5) },
  qualified { "diploma", at_least = 4 },
  experienced { "care", more_than = years(3), min_fte = 0.5, voluntary = false },
  experienced { "care", at_least = years(1), within = years(3) },
  supervised { "regular", every = weeks(2), over = months(2), grace = days(3), in_role = "worker" },
  supervised { "regular", per = "calendar-month", over = months(2) },
  related "mentor",
  appraised { recommended = true, within = param "fresh", after = "first-aid" },
  evidenced { "listening", count = 2, method = { "seen", "told" }, per_method = true },
  signed_off { "keys", method = { "seen", "told" }, routes = "all" },
  in_role { "worker", at_least = years(1), less_than = years(9) },
  measured { "typing", at_least = 40, at_most = 150 },
  recorded { "typing", kind = "measure", by = "pat" },
  experienced { "care", "help", together = true, at_least = days(3) },
  none { trained "first-aid" },
  holds "senior",
} }
gate "empty" { title = "Always open", requires = { none { holds "senior" } } }
