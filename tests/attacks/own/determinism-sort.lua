-- say how a sort with a comparison that makes no sense ends
return function (person)
  local t, n = {}, 0
  for i = 1, 200 do t[i] = i end
  table.sort(t, function (a, b) n = n + 1 return (a * 31 + b * 17 + n) % 3 == 0 end)
  return true, table.concat(t, ' ')
end
