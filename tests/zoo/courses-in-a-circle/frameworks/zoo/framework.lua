framework "zoo" { title = "The zoo" }
course "feeding" { title = "Feeding", after = "safety", tags = "extra" }
course "safety" { title = "Safety", after = "cages", tags = "extra" }
course "cages" { title = "Cages", after = { "safety", "brooms" }, tags = "extra" }
course "brooms" { title = "Brooms", tags = "extra" }
course "lions" { title = "Lions", after = "lions", tags = "extra" }
level "keeper" { title = "Keeper", requires = trained "feeding" }
test "keepers need to know how to feed" { each_missing = "keeper" }
