-- put values in front of a long list
return function (person)
  local t = {}
  while true do table.insert(t, 1, 1) if #t > 3000 then for i = 1, 1000 do table.remove(t, 1) end end end
end
