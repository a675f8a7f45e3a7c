framework "birds" { title = "Birds" }
course "wings" { title = "Wings" }
parameter "wind" { suggested = 2, tags = "advice" }
level "falconer" { title = "Falconer", requires = { meets "zoo/keeper", trained "wings" } }
