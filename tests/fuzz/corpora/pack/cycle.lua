framework "f" { title = "F" }
level "a" { title = "A", requires = { meets "b" } }
level "b" { title = "B", requires = { meets "a" } }
