-- give the language a table that holds the next one twice, thirty deep: two thousand million in all
local t = { 'kindness' }
for i = 1, 30 do t = { t, t } end
level 'x' { title = 'X', requires = trained(t) }
