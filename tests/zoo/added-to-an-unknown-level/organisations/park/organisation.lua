organisation "park" { title = "Park" }
adopt "zoo" {
  levels = { kepeer = { also = trained "hygiene" } },
}
