framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
course "hygiene" { title = "Hygiene" }
for i = 1, 1025 do
  level("level-" .. i) { title = "Level", requires = trained "hygiene" }
end
