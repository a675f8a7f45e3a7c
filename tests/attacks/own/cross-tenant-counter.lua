-- count the people it was asked about
local n = 0
return function (person)
  n = n + 1
  if n > 1 then return true, 'BREACH: this is call ' .. n end
  return false, 'CONTAINED'
end
