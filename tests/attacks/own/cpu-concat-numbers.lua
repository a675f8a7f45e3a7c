-- join thousands of numbers for ever
return function (person)
  local t = {}
  for i = 1, 2000 do t[i] = i + 0.125 end
  while true do table.concat(t) end
end
