-- throw what Lua itself throws when memory is gone
return function (person)
  pcall(error, 'not enough memory', 0)
  return true, 'BREACH'
end
