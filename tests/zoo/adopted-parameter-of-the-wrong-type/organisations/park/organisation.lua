organisation "park" { title = "Park" }
adopt "zoo" {
  parameters = { enough = months(2) },
}
