-- a person in sums, comparisons, keys, calls, lengths and loops
return function (person)
  local r = person.latest('training') or person
  for _, f in ipairs {
    function () return person + 1 end, function () return -person end, function () return #person end, function () return person .. 'x' end,
    function () return person < person end, function () return person <= r end, function () return person() end,
    function () for k in person do end end, function () return person & 1 end, function () local x <close> = person end,
    function () local t = {} t[person] = 1 for k in pairs(t) do end end, function () table.sort { person, r } end,
    function () table.concat { person } end, function () return tonumber(person) end, function () return string.rep(person, 2) end,
    function () return select(person) end, function () return ipairs(person, 1) end, function () return string.format('%d', person) end,
  } do if pcall(f) and f == nil then return true, 'BREACH' end end
  local t = { [person] = 1 }
  if t[person] ~= 1 or tostring(person):contains('0x') then return true, 'BREACH' end
  return false, 'CONTAINED'
end
