-- give reasons that are no short line of text
local VARIANT = 0
return function (person)
  local odd = { ('x'):rep(1025), '\255', 'a\0b', '\27[2J', 'a\nb', 7, {}, '\xe2\x80\xae\0' }
  return true, odd[VARIANT + 1]
end
