-- find what the library of texts must not have through a text
return function (person)
  for _, n in ipairs { 'dump', 'gsub', 'gmatch', 'match', 'char', 'pack', 'unpack', 'packsize', 'reverse', '__index', '__gc', '__metatable', '__name' } do
    if (''):rep(1)[n] ~= nil or string[n] ~= nil then return true, 'BREACH: ' .. n end
  end
  return false, 'CONTAINED'
end
