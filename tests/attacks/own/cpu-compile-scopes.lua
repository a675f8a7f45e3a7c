-- make the compiler search more than a thousand variables for every name of a file that is just small enough
--[[OPEN]] --[[NAMES]] --[[CLOSE]]
return function (person) return false, 'CONTAINED' end
