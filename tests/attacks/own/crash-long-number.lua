-- a number of twenty thousand digits
local t = 1HERE
return function (person) return false, "CONTAINED" end
