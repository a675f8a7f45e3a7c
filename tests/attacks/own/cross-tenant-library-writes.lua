-- write to libraries through the functions that write
return function (person)
  for _, l in ipairs { string, math, table, _ENV } do
    pcall(table.insert, l, person) pcall(table.sort, l) pcall(table.remove, l)
    if pcall(pairs, l) then return true, 'BREACH: it can be walked' end
    if #l > 0 then return true, 'BREACH: written' end
  end
  return false, 'CONTAINED'
end
