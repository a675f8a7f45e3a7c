-- sort thousands of references to two long texts of NULs, whose comparison is slow and is made in C
local a = ('\0'):rep(16000)
local b = a .. 'x'
local t = {}
return function (person)
  for i = 1, 4000 do t[i] = i % 2 == 0 and a or b end
  while true do table.sort(t) end
end
