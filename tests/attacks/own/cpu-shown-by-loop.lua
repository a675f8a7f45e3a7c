-- loop in a function that the language calls when the pack is complete
competency 'c' { title = 'C', shown_by = function (c) while true do end end }
level 'x' { title = 'X', requires = shown 'c' }
