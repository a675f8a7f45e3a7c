-- format huge numbers with a hundred digits for ever
return function (person)
  while true do ('%99.99f %99.99g'):format(1e308, 1e-308) end
end
