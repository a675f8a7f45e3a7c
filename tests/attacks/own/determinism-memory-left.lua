-- take memory until there is no more, and tell how much there was
return function (person)
  local keep, n = {}, 0
  local ok = pcall(function () while true do n = n + 1 keep = { ('x'):rep(1000) .. n, keep } end end)
  return true, 'BREACH ' .. n
end
