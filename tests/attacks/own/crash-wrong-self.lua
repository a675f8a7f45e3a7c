-- call the functions of a person on everything else
local VARIANT = 0
return function (person)
  local wrong = { nil, 0, 'x', {}, function () end, person.latest('training'), 0 / 0, 1 << 62 }
  local count, latest = person.count, person.latest
  pcall(latest, wrong[VARIANT + 1])
  count(wrong[VARIANT + 1], 'training')
  return true, 'BREACH: taken'
end
