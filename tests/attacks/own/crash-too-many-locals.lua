-- two hundred and fifty locals
return function (person)
--[[HERE]] return true, "BREACH" end
