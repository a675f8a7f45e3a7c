-- keep many long texts, each made another way
return function (person)
  local t = {}
  for i = 1, 4000 do t[i] = (('x'):rep(15000) .. i):upper() end
  return true
end
