framework "farm" { title = "Farm", scale = "marks" }
scale "marks" { "Low", "Middle", "High" }
competency "milking" { title = "Milking" }
level "hand" { title = "Hand", requires = assessed { "milking", at_least = 2 } }
test "each thing a hand needs" { each_missing = "hand" }
