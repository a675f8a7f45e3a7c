test "each thing" { each_missing = "falconer" }
