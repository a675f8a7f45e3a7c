-- a pack of thousands of new names that fails at its end
for i = 1, 15000 do course("name-" .. i) { title = "C" } end
level "x" { title = "X", requires = trained "nam-7" }
