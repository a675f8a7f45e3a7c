-- make thousands of predicates in one file
for i = 1, 5000 do custom { id = 'p' .. i, says = 'x', function () return true end } end
