organisation "parc" { title = "Park" }
