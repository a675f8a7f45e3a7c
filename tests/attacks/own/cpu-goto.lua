-- jump for ever, over blocks that hold closures
return function (person)
  ::again::
  do
    local x = 1
    local function f() return x end
    if f() == 1 then goto continue end
    ::continue::
  end
  goto again
end
