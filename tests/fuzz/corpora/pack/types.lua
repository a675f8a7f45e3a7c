framework "f" { title = function() end, [{}] = 1 }
level(nil)(1)
