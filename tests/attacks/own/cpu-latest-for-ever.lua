-- ask for the latest record for ever, through a method
return function (person)
  repeat until person:latest('training', 'kindness').on == nil
end
