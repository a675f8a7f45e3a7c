-- select from thousands of declarations thousands of times
for i = 1, 9000 do competency('c' .. i) { title = 'C', tags = { 't' } } end
for i = 1, 1000 do level('l' .. i) { title = 'L', requires = assessed { competencies { tag = 't' }, at_least = 1 } } end
