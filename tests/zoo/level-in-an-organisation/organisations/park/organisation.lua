organisation "park" { title = "Park" }
adopt "zoo" {}
level "keeper" { title = "Keeper", requires = holds "zoo/head" }
