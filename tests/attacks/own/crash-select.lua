-- select with numbers that are out of bounds
return function (person)
  for _, n in ipairs { 0, -9, 1 << 62, -(1 << 62), 0.5 } do pcall(select, n, 1, 2) end
  for _, n in ipairs { 0, -9, 1 << 62, -(1 << 62) } do
    pcall(table.unpack, {}, n, n + 1) pcall(table.unpack, {}, 1, n) pcall(table.insert, {}, n, 1) pcall(table.remove, { 1 }, n)
    pcall(string.byte, 'abc', n, n) pcall(string.sub, 'abc', n, n) pcall(string.rep, 'abc', n) pcall(string.find, 'abc', 'b', n)
  end
  return false, 'CONTAINED'
end
