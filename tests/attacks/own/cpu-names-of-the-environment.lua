-- fill the environment and change it for ever
return function (person)
  local i = 0
  while true do i = i % 500 + 1 _ENV['name' .. i] = i end
end
