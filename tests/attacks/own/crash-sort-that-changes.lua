-- change the table while it is sorted
return function (person)
  local t = {}
  for i = 1, 500 do t[i] = (i * 7919) % 503 end
  table.sort(t, function (a, b) for i = 1, 9 do t[#t] = nil end t[#t + 1] = {} return a < b end)
  return false, 'CONTAINED'
end
