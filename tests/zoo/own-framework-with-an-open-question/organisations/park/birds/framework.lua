framework "birds" { title = "Birds" }
course "wings" { title = "Wings" }
parameter "height" { suggested = 2 }
role "falconer" { title = "Falconer" }
parameter "wind" { suggested = 2, tags = "advice" }
level "falconer" { title = "Falconer", requires = { meets "zoo/keeper", trained "wings", in_role { "falconer", min_fte = param "height" } } }
