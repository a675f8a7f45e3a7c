-- fail with the stack and the memory full to the brim
return function (person)
  local keep = {}
  local function fill() local n = #keep + 1 if n < 3000 then keep[n] = ('x'):rep(5000) .. n fill() return 1 end error('full') end
  local function deep(n) if n == 0 then local x = nil .. 'x' end deep(n - 1) return 1 end
  for n = 2000, 4000, 7 do pcall(deep, n) end
  fill()
end
