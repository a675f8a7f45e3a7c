-- leave not a byte for the host that reads the answer
return function (person)
  local t = {}
  pcall(function() for i = 1, 4000 do local u = {} for j = 1, 500 do u[j] = i * j + 0.5 end t[i] = u end end)
  return false, 'CONTAINED'
end
