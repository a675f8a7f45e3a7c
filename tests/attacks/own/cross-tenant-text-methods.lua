-- write to the methods of texts, by every way there is to them
return function (person)
  local ways = {
    function () ('x').upper = error end, function () ('').__index = {} end, function () string.upper = error end,
    function () table.insert(string, error) end, function () table.sort(string) end, function () for k in pairs(string) do end end,
    function () local s = 'x' s.len = nil end, function () string['upper'] = nil end, function () _ENV.string = {} end,
    function () table.remove(string) end, function () table.unpack(string) end, function () ('x')[1] = 1 end,
  }
  local VARIANT = 0
  pcall(ways[VARIANT + 1])
  if ('x'):upper() ~= 'X' then return true, 'BREACH' end
  return false, 'CONTAINED'
end
