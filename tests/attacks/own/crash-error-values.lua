-- fail with what is no text
local VARIANT = 0
return function (person)
  local odd = { person, {}, pcall, nil, false, 0 / 0, error, person.latest('training') }
  error(odd[VARIANT + 1])
end
