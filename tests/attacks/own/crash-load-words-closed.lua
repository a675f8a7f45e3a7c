-- words of the language as variables to be closed, as keys, as errors
pcall(function () local x <close> = course end)
pcall(function () local x <close> = trained 'x' end)
pcall(error, competencies {})
local t = {} pcall(function () t[param 'x'] = 1 end)
error(all { })
