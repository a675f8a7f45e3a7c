-- declare more than a draft may hold
local t = {}
for i = 1, 300 do t[i] = ('x'):rep(15000) .. i end
for i = 1, 9000 do course('c' .. i) { title = 'C', tags = t } end
