course "hygiene" { title = "Hygiene" }
