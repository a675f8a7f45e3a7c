-- names of thirty thousand letters
local HERE = 1
return function (person) return true, "BREACH" end
