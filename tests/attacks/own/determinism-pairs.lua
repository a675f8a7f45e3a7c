-- say in which order a table is walked
return function (person)
  local t, s = { 3, 2, 1, x = 1, y = 2, [true] = 3, [0.5] = 4, [-1] = 5 }, ''
  for i = 1, 40 do t['k' .. i * 7919 % 41] = i end
  for k, v in pairs(t) do s = s .. tostring(k) .. '=' .. v .. ' ' end
  return true, s
end
