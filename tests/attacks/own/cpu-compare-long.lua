-- compare long texts that differ at their ends, for ever
return function (person)
  local a, b = ('x'):rep(16000) .. 'a', ('x'):rep(16000) .. 'b'
  while true do local c = a < b or a == b or a .. '' == b end
end
