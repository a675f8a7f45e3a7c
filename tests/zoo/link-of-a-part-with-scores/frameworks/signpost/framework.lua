framework "signpost" { title = "Signpost" }
link { "farm/milking", to = "zoo/feeding", grade = "narrower", scale = { 0, 1, 2 } }
