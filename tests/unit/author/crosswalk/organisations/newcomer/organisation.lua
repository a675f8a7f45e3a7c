-- Invented: adopts neither the framework that its people come from nor the third; links to that lead nowhere.
organisation "newcomer" { title = "Newcomer" }
adopt "hee-care-navigation" { accept_suggested = true }
adopt "care-navigation-crosswalk" {}
