-- compare them while only the file of the predicate is run
local a = ('\0'):rep(16000)
local b = a .. 'x'
for i = 1, 2000000 do local x = a < b end
return function (person)
  return false, 'CONTAINED'
end
