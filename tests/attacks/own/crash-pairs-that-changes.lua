-- change the table while it is walked
return function (person)
  local t = {}
  for i = 1, 100 do t['k' .. i] = i end
  for k in pairs(t) do t[k] = nil for i = 1, 5 do t['n' .. k .. i] = 1 end end
  return false, 'CONTAINED'
end
