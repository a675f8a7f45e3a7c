-- names of stock Lua, each where a name is looked for
return function (person)
  local VARIANT = 0
  if VARIANT == 0 then return load ~= nil, 'BREACH' elseif VARIANT == 1 then return coroutine ~= nil, 'BREACH'
  elseif VARIANT == 2 then return debug ~= nil, 'BREACH' elseif VARIANT == 3 then return getmetatable ~= nil, 'BREACH'
  elseif VARIANT == 4 then return _G ~= nil, 'BREACH' elseif VARIANT == 5 then return xpcall ~= nil, 'BREACH'
  elseif VARIANT == 6 then return _VERSION ~= nil, 'BREACH' else return collectgarbage ~= nil, 'BREACH' end
end
