-- a pack that loops for ever in a loop that closes
for i = 1, 2 do local x <close> = nil while true do pcall(function () error({}) end) end end
