-- misspell a name among thousands of long ones: the nearest of them is looked for in C
local long = ('n'):rep(58)
for i = 1, 12000 do course(long .. i) { title = 'C' } end
level 'x' { title = 'X', requires = trained(('m'):rep(58)) }
