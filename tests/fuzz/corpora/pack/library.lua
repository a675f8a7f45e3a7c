framework "f" { title = string.format("%5.2f %s %x", 1.5, "F", 255) }
local t = table.sort and { 3, 1, 2 } table.sort(t, function(a, b) return a > b end)
for k, v in pairs { a = 1, b = { 2 } } do table.insert(t, k) end
local ok, why = pcall(error, "x")
assert(ok == false and select("#", table.unpack(t)) == 5)
experience(("x"):rep(3, "-"):upper():lower()) { title = table.concat(t, ","), tags = { ("abc"):sub(2), tostring(1 // 1), "z" .. tonumber("0x10") } }
if ("abc"):glob "a*c" and string.contains("abc", "b") and string.find("abc", "c") then method "m" { title = string.byte("a") .. "" } end
level "l" { title = "L", requires = experienced(experiences { tag = "bc" }) }
