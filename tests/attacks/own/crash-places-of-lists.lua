-- list functions with places at both ends of the integers
return function (person)
  local ends = { math.mininteger, math.mininteger + 1, -2 ^ 53, -1, 0, 1, 3, 4, 2 ^ 53, math.maxinteger - 1, math.maxinteger, 1e308, 0.5 }
  for _, i in ipairs(ends) do
    for _, f in ipairs { table.insert, table.remove, table.unpack, string.sub, string.byte, string.find, string.rep, select, math.fmod } do
      pcall(f, { 1, 2, 3 }, i) pcall(f, { 1, 2, 3 }, i, 1) pcall(f, 'abc', i) pcall(f, 'abc', i, 1) pcall(f, i, i)
      for _, j in ipairs(ends) do pcall(f, { 1, 2, 3 }, i, j) pcall(f, 'abc', i, j) pcall(f, 'abc', 'b', i, j) pcall(f, i, j) end
    end
    for _, j in ipairs(ends) do pcall(table.concat, { 1, 2, 3 }, ',', i, j) pcall(table.concat, {}, ',', i, j) end
  end
  if table.concat({ 1, 2, 3 }, ',', 2, 3) ~= '2,3' then return true, 'BREACH' end
  return false, 'CONTAINED'
end
