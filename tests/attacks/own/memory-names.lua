-- define a million names
return function (person)
  local i = 0
  while true do i = i + 1 _ENV['n' .. i] = i end
end
