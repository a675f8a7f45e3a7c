-- levels that meet one another, a thousand in a row
level 'l0' { title = 'L', requires = trained 'kindness' }
for i = 1, 1000 do level('l' .. i) { title = 'L', requires = meets('l' .. i - 1) } end
