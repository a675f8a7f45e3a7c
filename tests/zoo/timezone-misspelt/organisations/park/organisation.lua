organisation "park" { title = "Park", timezone = "Europe/Londn" }
