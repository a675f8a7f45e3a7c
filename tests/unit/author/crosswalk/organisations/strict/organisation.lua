-- Invented: only what is the same counts here.
organisation "strict" { title = "Strict" }
adopt "sel-care-navigator" { accept_suggested = true }
adopt "hee-care-navigation" { accept_suggested = true }
adopt "care-navigation-crosswalk" { grades = "exact" }
