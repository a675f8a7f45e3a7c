organisation "park" { title = "Park" }
adopt "zoo" {
  levels = { head = { also = {
    assessed { "feeding", at_least = 3 },
  } } },
}
