-- match a long text with a pattern of thousands of stars
return function (person)
  local s = ('a'):rep(16000)
  return s:glob(('*a'):rep(8000) .. 'b')
end
