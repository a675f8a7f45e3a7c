-- look for a long text in a longer one, which nearly has it at each place
return function (person)
  local s, p = ('a'):rep(16000), ('a'):rep(7999) .. 'b'
  while true do s:find(p) s:contains(p) end
end
