framework "signpost" { title = "Signpost" }
link { "zoo/keeper", to = "farm/hand", grade = "exact" }
link { "farm/hand", to = "zoo/keeper", grade = "narrower" }
