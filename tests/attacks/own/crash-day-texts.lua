-- days that are no days
local VARIANT = 0
return function (person)
  local odd = { '2026-02-30', '', '2026-01-01\0', ('9'):rep(16000), '-001-01-01', '2200-01-01', '1899-12-31', '20260101' }
  local d = days_between(odd[VARIANT + 1], '2026-01-01')
  return true, 'BREACH: ' .. d
end
