framework "signpost" { title = "Signpost" }
