-- run in an environment of its own
return function (person)
  local rep, check = string.rep, pcall
  local _ENV = { person = person }
  if check(function () return string.rep end) then return true, 'BREACH' end
  x = rep('a', 3)
  return false, 'CONTAINED'
end
