-- ids with NULs, ways out of a folder, and thousands of bytes
local VARIANT = 0
local odd = { '', 'a\0b', '../../x', ('n'):rep(16000), '\255', 'A B', "'; drop table", '<b>' }
course(odd[VARIANT + 1]) { title = 'C' }
