-- Invented, for the test of the crosswalk: both frameworks, and what links them.
organisation "county" { title = "County" }
adopt "sel-care-navigator" { accept_suggested = true }
adopt "hee-care-navigation" { accept_suggested = true }
adopt "nhse-care-coordinator" { accept_suggested = true }
adopt "care-navigation-crosswalk" {}
