framework "zoo" { title = "Zoo", scale = "skill" }
scale "skill" { [0] = "No", "Some", "Good" }
local list = {}
while true do list[#list + 1] = { "more and more" } end
