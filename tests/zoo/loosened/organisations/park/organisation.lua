organisation "park" { title = "Park" }
adopt "zoo" {
  levels = { head = { requires = trained "hygiene" } },
}
