-- a comparison that sorts the list it is asked about, from both ends
return function (person)
  local t = {} for i = 1, 300 do t[i] = (i * 7919) % 1000 end
  local function less(a, b) table.sort(t) table.insert(t, 1, a) return a < b end
  while true do table.sort(t, less) table.sort(t, function (a, b) return true end) end
end
