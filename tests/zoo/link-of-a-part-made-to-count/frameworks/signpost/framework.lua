framework "signpost" { title = "Signpost" }
link { "farm/hand", to = "zoo/keeper", grade = "exact" }
link { "farm/hand", to = "zoo/head", grade = "narrower" }
