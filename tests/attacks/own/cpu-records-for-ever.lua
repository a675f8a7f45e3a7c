-- ask for all records for ever
return function (person)
  while true do person.records('training') end
end
