-- The one rule that every benchmark asks: ten induction items, eleven mandatory trainings in date, six assessed
-- competencies, a supervision in each of the last three calendar months, a fresh recommending appraisal.
framework "bench" { title = "Benchmark ladder", edition = "1", scale = "score" }

scale "score" { [0] = "Absent", "Novice", "Beginner", "Competent", "Proficient", "Expert" }
domain "work" { title = "Work" }
capacity "assessor" { title = "Assessor" }
supervision "regular" { title = "Regular supervision" }

for _, id in ipairs { "pca", "l1a", "l1b", "l1c", "l2a", "l2b" } do
  competency(id) { title = "Competency " .. id, domain = "work" }
end

local induction, mandatory = {}, {}
for n = 1, 10 do
  local id = "induction-" .. tostring(n)
  item(id) { title = "Induction item " .. tostring(n) }
  table.insert(induction, id)
end
for n = 1, 11 do
  local id = "mandatory-" .. tostring(n)
  course(id) { title = "Mandatory training " .. tostring(n) }
  table.insert(mandatory, id)
end
for n = 1, 20 do
  course("course-" .. tostring(n)) { title = "Course " .. tostring(n) }
end

level "established" {
  title = "Established",
  rank = 1,
  requires = all {
    signed_off { induction },
    trained { mandatory },
    assessed { "pca", "l1a", "l1b", "l1c", at_least = 3 },
    assessed { "l2a", "l2b", at_least = 3, within = months(24), as = "assessor" },
    supervised { "regular", per = "calendar-month", over = months(3) },
    appraised { recommended = true, within = months(12) },
  },
}
