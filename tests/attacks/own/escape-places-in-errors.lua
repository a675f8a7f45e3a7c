-- learn the names of files of the host from errors
return function (person)
  for level = 0, 40 do
    local _, text = pcall(error, 'x', level)
    if text:contains('/') or text:contains('.c') then return true, 'BREACH: ' .. text end
  end
  local _, text = pcall(function () return nil + 1 end)
  if text:contains('/') then return true, 'BREACH: ' .. text end
  return false, 'CONTAINED'
end
