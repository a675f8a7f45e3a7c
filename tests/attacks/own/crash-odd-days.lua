-- count with days and numbers that are none
local VARIANT = 0
return function (person)
  local odd = { 1 << 62, -(1 << 62), 0 / 0, 1 / 0, 0.5, '3', 120001, {} }
  local d = add_months('2026-01-31', odd[VARIANT + 1])
  return true, 'BREACH: ' .. d
end
