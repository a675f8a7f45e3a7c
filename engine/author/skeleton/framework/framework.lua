-- @TITLE@: what its levels are made of. The levels are in levels.lua, the tests in tests.lua.
-- Everything here is an example: change it into what your table on paper says.
framework "@NAME@" { title = "@TITLE@", scale = "skill" }

-- What is scored, and the points to score on.
scale "skill" { [0] = "Not yet", "With help", "Alone", "Teaches others" }

domain "practice" { title = "Practice" }
competency "listening" { domain = "practice", level = "practitioner", title = "Listening" }
competency "planning" { domain = "practice", level = "practitioner", title = "Planning together" }

-- What is learnt, and what is signed off.
course "safeguarding" { title = "Safeguarding", valid = param "safeguarding-lasts" }
item "induction" { title = "Induction", says = "Has been shown round and met the team" }

-- What the paper leaves open: each organisation decides. A suggestion is yours and counts only where one accepts it.
parameter "safeguarding-lasts" { suggested = years(3), says = "How long a course in safeguarding counts" }
parameter "pass-mark" { suggested = 2, says = "Score at which a competency counts as shown" }
