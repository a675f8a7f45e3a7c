-- keep what format makes
return function (person)
  local t = {}
  for i = 1, 4000 do t[i] = ('%s%d'):format(('y'):rep(8000), i) end
  return true
end
