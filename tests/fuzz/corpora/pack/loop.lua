framework "f" { title = "F" }
while true do end
