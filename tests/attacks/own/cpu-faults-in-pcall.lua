-- catch the mistakes in the use of the language, and go on for ever
return function (person)
  while true do pcall(person.count, 'trainings') end
end
