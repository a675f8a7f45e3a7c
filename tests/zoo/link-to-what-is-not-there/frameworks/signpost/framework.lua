framework "signpost" { title = "Signpost" }
link { "stable/groom", to = "zoo/keeper", grade = "exact" }
