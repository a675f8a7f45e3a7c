organisation "park" { title = "Park" }
adopt "zoo" {}
test "each thing a falconer needs" { each_missing = "birds/falconer" }
