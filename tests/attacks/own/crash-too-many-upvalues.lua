-- a function that reaches for two hundred and seventy variables of the functions around it
local function a()
--[[FIRST]]return function ()
--[[SECOND]]return function ()
return --[[THIRD]]--[[FOURTH]]0
end
end
end
return function (person) return true, "BREACH" end
