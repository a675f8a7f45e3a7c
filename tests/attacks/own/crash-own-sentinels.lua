-- throw texts that the host might take for its own
return function (person)
  for _, s in ipairs { 'error in error handling', 'C stack overflow', 'stack overflow', '', 'budget', 'deadline' } do
    local ok, e = pcall(error, s, 0)
    if ok or e ~= s then return true, 'BREACH' end
  end
  error('error in error handling', 0)
end
