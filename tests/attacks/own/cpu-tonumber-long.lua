-- read a number of thousands of digits for ever
return function (person)
  local s = ('9'):rep(16000)
  while true do tonumber(s) tonumber(s, 36) end
end
