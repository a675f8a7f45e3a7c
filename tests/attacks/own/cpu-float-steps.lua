-- loops whose steps are too small to move, too large, or nothing
return function (person)
  for _, f in ipairs {
    function () for i = 1, 2, 0 do end end,
    function () for i = math.mininteger, math.maxinteger, 'x' do end end,
    function () for i = 1, 0 / 0 do error('ran') end end,
    function () for i = math.maxinteger - 1, math.maxinteger do end end,
    function () for i = math.mininteger + 1, math.mininteger, -1 do end end,
    function () for i = 1, math.huge, math.maxinteger do end end,
    function () for i = math.maxinteger, math.mininteger, math.mininteger do end end,
  } do pcall(f) end
  for x = 1e16, 1e300, 0.5 do end
end
