-- say how deep pcall goes
return function (person)
  local n = 0
  local function deeper() n = n + 1 pcall(deeper) end
  deeper()
  return true, 'depth ' .. n
end
