-- fail at levels that are not there
return function (person)
  for _, n in ipairs { -1, 0, 1, 2, 3, 30, 31, 32, 33, 200, math.maxinteger, math.mininteger } do
    pcall(error, 'x', n) pcall(function () error('x', n) end) pcall(pcall, error, 'x', n)
  end
  pcall(error) pcall(error, nil, 2) pcall(error, 'x', 'y') pcall(error, 'x', 1.5) pcall(error, 'x', {})
  error('x', math.maxinteger)
end
