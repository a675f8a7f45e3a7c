framework "signpost" { title = "Signpost" }
link { "farm/hand", to = "zoo/keepr", grade = "exact" }
