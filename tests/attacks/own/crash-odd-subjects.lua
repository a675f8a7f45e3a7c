-- ask for subjects that are no names
local VARIANT = 0
return function (person)
  local odd = { '', 'a\0b', ('n'):rep(16000), '../x', '\255', 3, {}, person }
  local n = person.count('training', odd[VARIANT + 1])
  return true, 'BREACH: taken'
end
