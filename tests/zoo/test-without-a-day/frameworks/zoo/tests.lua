test "each thing a keeper needs" { each_missing = "keeper" }
test "somebody new" { level = "keeper", expect = eligible }
