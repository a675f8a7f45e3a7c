-- call pcall by pcall a hundred thousand deep
return function (person)
  local function deeper(n) if n > 0 then return pcall(deeper, n - 1) end end
  deeper(100000)
  return false, 'CONTAINED'
end
