-- nest criteria ten thousand deep
local c = trained 'kindness'
for i = 1, 10000 do c = all { c } end
level 'x' { title = 'X', requires = c }
