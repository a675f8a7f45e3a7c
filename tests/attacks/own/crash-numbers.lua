-- numbers that no rule can hold
local VARIANT = 0
local odd = { 0 / 0, 1 / 0, -1 / 0, 1e300, 1 << 62, -(1 << 62), 0.00001, math.mininteger }
level 'x' { title = 'X', requires = assessed { 'listening', at_least = odd[VARIANT + 1] } }
