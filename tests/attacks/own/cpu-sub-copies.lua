-- copy a long text for ever
return function (person)
  local s = ('x'):rep(16000)
  while true do local a = s:sub(2) end
end
