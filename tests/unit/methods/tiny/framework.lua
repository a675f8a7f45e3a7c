-- A framework for the tests of methods: something of every kind, and few of each.

local said = { says = "As the source puts it", source = "2", url = "https://e.org/" }
local function with(form)
  for key, value in pairs(said) do form[key] = form[key] or value end
  return form
end
framework "tiny" { title = "Tiny framework", edition = "2", source = "Invented for tests", scale = "five" }
scale "five" { [0] = "Absent", "Novice", "Beginner", "Competent", "Proficient", "Expert",
  says = "How well", source = "2", url = "https://e.org/" }
parameter "score" { suggested = 3, says = "Which score is enough", source = "Nowhere" }
parameter "fresh" { default = months(12), says = "How long an appraisal counts" }
parameter "share" { default = percent(50) }
parameter "strict" { default = true }
parameter "way" { one_of = { "seen", "told" }, default = "seen" }
parameter "ways" { default = { "seen", "told" } }
parameter "currency" { default = years(3) }
domain "people" (with { title = "People" })
competency "listening" (with { title = "Listening", domain = "people", level = "skilled", source = "2.1",
  tags = { "core" }, anchors = { [0] = "a", "b", "c", "d", "e", "f" } })
competency "speaking" { title = "Speaking", domain = "people" }
course "first-aid" (with { title = "First aid", hours = 6, cost = 40.5, valid = years(1),
  mode = "half-day", provider = "St Vitus", teaches = { "listening" } })
course "second-aid" { title = "Second aid", after = "first-aid", valid = param "currency" }
item "keys" (with { title = "Has the keys", verify = { "seen" }, essential = true })
qualification "diploma" (with { title = "Diploma", rqf = 3 })
experience "care" { title = "Care work" }
experience "help" { title = "Helping" }
role "worker" { title = "Worker" }
relation "mentor" { title = "Mentor" }
capacity "lead" { title = "Team lead" }
supervision "regular" { title = "Regular supervision" }
method "seen" { title = "Seen" }
method "told" { title = "Told" }
measure "typing" (with { title = "Typing speed", lower = 0, upper = 200 })
activity "walk" { title = "A walk together" }
destination "college" { title = "College" }
pay "band-1" (with { title = "Band 1", from = "2026-04-01", ["until"] = "2027-03-31", rows = {
  { id = "new", years_from = 0, years_to = 2, hourly = 12.5, annual = 24375 },
  { id = "old", years_from = 2, hourly = 13, annual = 25350 } } })
