adopt "zoo" { accept_suggested = true }
