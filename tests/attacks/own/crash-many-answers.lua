-- give back two hundred values
return function (person)
  local t = {}
  for i = 1, 198 do t[i] = i end
  return false, 'CONTAINED', table.unpack(t)
end
