-- arithmetic at the ends of the integers
return function (person)
  local ends = { math.mininteger, math.maxinteger, 0, -1, 1, 63, 64, 65, -64, 2 ^ 63, -2 ^ 63, 0 / 0, math.huge, -math.huge, '10', '0x10', ' 5 ', 'nan', 'inf', '' }
  for _, a in ipairs(ends) do
    for _, b in ipairs(ends) do
      for _, f in ipairs {
        function () return a // b end, function () return a % b end, function () return a / b end, function () return a * b end,
        function () return a << b end, function () return a >> b end, function () return a & b end, function () return a ~ b end,
        function () return a ^ b end, function () return -a - b end, function () return a < b end, function () return a .. b end,
        function () return math.fmod(a, b) end, function () return math.max(a, b) end,
      } do pcall(f) end
    end
    pcall(math.tointeger, a) pcall(math.abs, a) pcall(math.floor, a) pcall(math.ceil, a) pcall(math.sqrt, a) pcall(tonumber, a)
    for base = -1, 38 do pcall(tonumber, a, base) end
    pcall(function () return ~a end) pcall(function () return #a end)
  end
  if math.mininteger // -1 ~= math.mininteger or math.mininteger % -1 ~= 0 then return true, 'BREACH' end
  return false, 'CONTAINED'
end
