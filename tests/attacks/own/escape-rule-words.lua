-- use the words of rules in a predicate
local VARIANT = 0
return function (person)
  local names = { 'level', 'trained', 'framework', 'organisation', 'test', 'param' }
  local f = _ENV[names[VARIANT + 1]]
  return true, 'BREACH: it is there'
end
