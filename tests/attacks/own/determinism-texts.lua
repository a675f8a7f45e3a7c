-- say what is different each time: the texts of objects
return function (person)
  return true, tostring(person) .. tostring(person.latest('training')) .. tostring({}) .. tostring(pcall) .. ('%s%s'):format({}, person)
end
