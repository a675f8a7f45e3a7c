-- say how deep functions can be, of Lua and of C
return function (person)
  local function sorts(n)
    local most = n
    pcall(table.sort, { 2, 1 }, function () most = sorts(n + 1) return false end)
    return most
  end
  return true, 'depth ' .. sorts(0)
end
