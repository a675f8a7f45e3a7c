-- formats whose meaning C leaves open
return function (person)
  for _, f in ipairs { '%0s', '%+s', '% s', '%-+ 0s', '%+x', '% x', '%-5.3s', '%.0s', '%5.0d', '%+.0d', '%-08d', '%.99f', '%099f', '%+g', '% g' } do
    for _, v in ipairs { 0, -1, 0.1, 1e308, -1e308, 0 / 0, math.huge, -math.huge, math.mininteger, 'x', 'a\0b', '', ('y'):rep(16000), true } do
      pcall(string.format, f, v)
    end
  end
  if string.format('%s|%s', 'a\0b', 1) ~= 'a\0b|1' then return true, 'BREACH' end
  if pcall(string.format, '%5s', 'a\0b') then return true, 'BREACH' end
  pcall(string.format, '%\0') pcall(string.format, '%-\0d', 1) pcall(string.format, '\0%d\0', 1)
  return false, 'CONTAINED'
end
