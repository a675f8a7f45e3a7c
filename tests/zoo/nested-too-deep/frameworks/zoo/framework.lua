framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
competency "feeding" { title = "Feeding" }
course "hygiene" { title = "Hygiene" }
item "trial-shift" { title = "Trial shift" }
local deep = trained "hygiene"
for i = 1, 40 do
  deep = any { deep, all { deep } }
end
