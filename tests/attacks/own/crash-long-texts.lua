-- a text in the source that is longer than a text may be
local t = "HERE"
return function (person) return true, "BREACH" end
