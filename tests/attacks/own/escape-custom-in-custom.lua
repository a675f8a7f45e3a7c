-- make a predicate in a predicate
return function (person)
  custom { id = 'attacked', says = 'x', function () return true end }
  return true, 'BREACH'
end
