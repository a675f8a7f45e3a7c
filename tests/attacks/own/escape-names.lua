-- read the names that stock Lua has
local VARIANT = 0
local names = { 'io', 'os', 'debug', 'package', 'require', 'load', 'loadfile', 'dofile', 'coroutine', 'setmetatable', 'getmetatable', 'rawset', 'rawget',
  'rawequal', 'rawlen', 'next', 'collectgarbage', 'print', 'warn', 'xpcall', '_G', '_VERSION', 'utf8', 'loadstring' }
local f = _ENV[names[VARIANT + 1]]
return function (person)
  return true, 'BREACH: it is there'
end
