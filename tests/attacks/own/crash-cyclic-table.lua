-- give the language a table that holds itself
local t = {}
t[1] = t
level 'x' { title = 'X', requires = t }
