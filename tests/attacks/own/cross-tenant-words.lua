-- take the words of the language away from the files that come after
local VARIANT = 0
local names = { 'custom', 'include', 'level', 'string', 'pairs', 'trained' }
_ENV[names[VARIANT + 1]] = function () return true end
