-- change what is recorded
return function (person)
  local r = person.records('assessment')[1]
  r.value = 4
  return true, 'BREACH'
end
