-- compare long texts of NULs for ever while the pack is loaded
local a = ('\0'):rep(16000)
local b = a .. 'x'
while true do local x = a < b end
