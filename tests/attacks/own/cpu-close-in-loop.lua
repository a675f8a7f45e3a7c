-- close nothing for ever, and fail in between
return function (person)
  while true do
    pcall(function () local x <close> = nil local y <close> = false error(x) end)
  end
end
