-- give a declaration its table twice, and keep one that never gets it
local l = level 'x'
l { title = 'X', requires = trained 'kindness' }
l { title = 'Y', requires = trained 'kindness' }
