-- build more criteria than a framework may have
local t = {}
for i = 1, 900 do t[i] = trained 'kindness' end
for i = 1, 300 do level('l' .. i) { title = 'L', requires = all(t) } end
