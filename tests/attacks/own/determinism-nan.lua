-- say how numbers that are none are written
return function (person)
  local n, p, m = 0 / 0, math.huge, -math.huge
  local s = tostring(n) .. tostring(-n) .. tostring(p) .. tostring(m) .. string.format('%f%g%5.1f', n, -n, n) .. table.concat { n, -n }
  s = s .. tostring(-0.0) .. tostring(2 ^ 53) .. tostring(1e15) .. tostring(1e100) .. tostring(0.1) .. 2 ^ 63 .. math.pi
  return true, s
end
