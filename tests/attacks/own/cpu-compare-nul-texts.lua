-- compare long texts of NULs for ever, each comparison as long as a thousand instructions
local a = ('\0'):rep(16000)
local b = a .. 'x'
return function (person)
  while true do local x = a < b end
end
