-- a file that is nothing but functions, and just small enough
local t = { --[[F]] }
return function (person) return false, 'CONTAINED' end
