-- go on with the function that pairs gave back, after its end and with other values
return function (person)
  local f = pairs { a = 1, b = 2 }
  for i = 1, 10 do pcall(f, nil, 0 / 0) pcall(f, person, {}) end
  return false, 'CONTAINED'
end
