-- ask a record for everything that is no field
local VARIANT = 0
return function (person)
  local fields = { 'x', '', 'on\0', 1, true, 0 / 0, ('f'):rep(16000), '%n%s' }
  local r = person.records('training')[1]
  local x = r[fields[VARIANT + 1]]
  return true, 'BREACH: it has it'
end
