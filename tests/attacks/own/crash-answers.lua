-- answer with what is no verdict
local VARIANT = 0
return function (person)
  local odd = { 1, 'true', {}, person, 0 / 0, pcall, nil, string }
  return odd[VARIANT + 1], 'BREACH'
end
