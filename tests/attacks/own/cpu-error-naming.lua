-- raise errors whose text names a long way through tables, and catch them
local t = {}
return function (person)
  while true do pcall(function() return t--[[WAY]] end) end
end
