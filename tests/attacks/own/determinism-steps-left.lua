-- go on until the steps run out, and tell how far it got, by every way out of a function
return function (person)
  local n = 0
  local ok, e = pcall(function ()
    local x <close> = nil
    while true do n = n + 1 end
  end)
  return true, 'BREACH ' .. n
end
