-- the same, caught at every depth, and thrown again with another value
return function (person)
  local function f(n)
    local ok, e = pcall(function () table.sort({ 2, 1 }, function () f(n + 1) return false end) end)
    if not ok then error({ e }) end
  end
  f(0)
end
