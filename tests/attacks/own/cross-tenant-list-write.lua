-- change the list of records and ask again
return function (person)
  local t = person.records('training')
  t[1], t.x = nil, 1
  local u = person.records('training')
  if u == t or u[1] == nil or u.x then return true, 'BREACH: it is shared' end
  return false, 'CONTAINED'
end
