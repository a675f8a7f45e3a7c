-- keep closures over loop variables
return function (person)
  local keep = {}
  local function put(f, n) keep = { f, keep } end
  for i = 1, 1e9 do local a, b, c, d = i, i, i, i put(function () return a + b + c + d end) end
end
