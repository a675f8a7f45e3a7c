framework "signpost" { title = "Signpost" }
link { "farm/hand", to = "zoo/keeper", grade = "exact" }
link { "zoo/keeper", to = "farm/hand", grade = "broader" }
