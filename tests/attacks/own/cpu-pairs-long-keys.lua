-- walk a table whose keys are long and differ at their ends, again and again
return function (person)
  local t = {}
  for i = 1, 500 do t[('k'):rep(8000) .. i] = true end
  while true do for k in pairs(t) do break end end
end
