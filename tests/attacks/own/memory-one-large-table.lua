-- grow one table beyond what one piece may have
return function (person)
  local t = {}
  for i = 1, 1000000 do t[i] = i end
  return true
end
