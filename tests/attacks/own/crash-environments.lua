-- other environments: none, a person, a text, the word for it as a parameter
return function (person)
  pcall(function () local _ENV = nil return x end)
  pcall(function () local _ENV = 'abc' return len end)
  pcall(function () local _ENV <const> = { } y = 1 end)
  pcall(function (_ENV) return z end, 5)
  pcall(function (_ENV) z = 1 end, 'abc')
  local error = error
  local function outside(_ENV) local t = { pcall = pcall } return t.pcall end
  pcall(outside, string)
  for _, name in ipairs { 'load', 'debug', 'os', 'io', 'setmetatable', 'getmetatable', 'rawset', 'rawget', 'next', 'coroutine', 'collectgarbage', 'dofile', 'require', 'package', 'utf8', '_G', 'print', 'warn', 'xpcall', 'loadstring', 'rawequal', 'rawlen' } do
    if ('x')[name] or string[name] or math[name] or table[name] then return true, 'BREACH' end
  end
  return false, 'CONTAINED'
end
