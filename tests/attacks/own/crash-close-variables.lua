-- close variables that cannot be closed, in functions, loops and errors
return function (person)
  local function try(f) local ok, e = pcall(f) if ok then return 'BREACH' end return e end
  local said = ''
  for _, v in ipairs { 1, 'x', string, math.floor, true } do
    said = said .. try(function () local x <close> = v end)
  end
  said = said .. try(function () local x <close> = person end)
  try(function () local x <close> = nil local y <close> = false error('x') end)
  try(function () for i in function () return 1 end, nil, nil, {} do return end end)
  try(function () for i in function () return 1 end, nil, nil, person do return end end)
  pcall(function () goto done do local x <close> = nil end ::done:: end)
  if said:contains('BREACH') then return true, 'BREACH' end
  return false, 'CONTAINED'
end
