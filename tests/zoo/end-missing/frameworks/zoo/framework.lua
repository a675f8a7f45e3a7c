framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
for i = 1, 3 do
  course("hygiene-" .. i) { title = "Hygiene" }
