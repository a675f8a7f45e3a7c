-- find what the other libraries must not have
return function (person)
  for _, n in ipairs { 'random', 'randomseed', 'exp', 'log', 'sin', 'move', 'pack', 'foreach', '__index', '__newindex', '__metatable' } do
    if math[n] ~= nil or table[n] ~= nil then return true, 'BREACH: ' .. n end
  end
  return false, 'CONTAINED'
end
