-- line ends of every kind, mixed
return function (person)
  local s = [[
x
y]]  return false, s == "x\ny\n" and "CONTAINED" or "BREACH"
end
