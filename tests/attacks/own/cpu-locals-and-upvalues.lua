-- as many locals, upvalues, parameters and values as there can be
return function (person)
  local function f(...) local a, b, c = ... return select('#', ...), ... end
  local t = {} for i = 1, 199 do t[i] = i end
  while true do f(f(f(table.unpack(t)))) end
end
