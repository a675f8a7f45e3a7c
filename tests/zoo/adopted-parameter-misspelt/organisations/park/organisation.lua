organisation "park" { title = "Park" }
adopt "zoo" {
  parameters = { enuogh = 2 },
}
