-- answer by how many were asked before
local seen = {}
return function (person)
  seen[#seen + 1] = person
  return #seen == 1, 'person ' .. #seen
end
