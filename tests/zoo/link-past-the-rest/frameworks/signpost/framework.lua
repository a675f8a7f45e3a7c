framework "signpost" { title = "Signpost" }
link { "zoo/keeper", to = "zoo/head", grade = "exact" }
