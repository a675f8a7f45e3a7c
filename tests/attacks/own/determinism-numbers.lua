-- say how numbers are written
return function (person)
  return true, tostring(0 / 0) .. ' ' .. tostring(-(0 / 0)) .. ' ' .. 0.1 + 0.2 .. ' ' .. 1e15 .. ' ' .. 2^53 .. ' ' .. -0.0 .. ' ' .. ('%.17g %f %x'):format(0.1, 1e15, 255)
end
