-- fail two hundred C functions deep, where there is no room for a handler
return function (person)
  local function f() table.sort({ 2, 1 }, function () f() return false end) end
  f()
end
