-- formats that are malformed
return function (person)
  for _, s in ipairs { '%', '%5', '%1.', '%100d', '%1.100f', '%-+ 0 d', '%n', '%*d', '%p', '%q', '%a', '%c', '%i', '%%%' } do pcall(string.format, s, 3) end
  pcall(string.format, ('%99d'):rep(1000), 1)
  pcall(string.format, '%s', ('x'):rep(16000))
  pcall(string.format, '%d', 0 / 0)
  return false, 'CONTAINED'
end
