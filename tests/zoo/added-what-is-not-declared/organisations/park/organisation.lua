organisation "park" { title = "Park" }
adopt "zoo" {
  levels = { keeper = { also = {
    trained "hygeine",
  } } },
}
