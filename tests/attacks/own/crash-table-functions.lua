-- give the functions of tables everything but tables
return function (person)
  local all = { nil, 1, 'x', string, math, person, pcall, true }
  for i = 1, 8 do
    for _, f in ipairs { table.insert, table.remove, table.concat, table.unpack, table.sort, pairs } do
      pcall(f, all[i]) pcall(f, all[i], all[i]) pcall(f, all[i], all[i], all[i]) pcall(f, { all[i], 1 }, all[i])
    end
  end
  return false, 'CONTAINED'
end
