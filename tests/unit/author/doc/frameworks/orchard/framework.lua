-- Invented, for the test of `waymark rules doc`: something of everything, and texts that a page must not obey.

framework "orchard" {
  title = "Orchard & <em>press</em>", edition = "2nd", source = "The \"Orchard\" book",
  scale = "craft", defaults = { assessed = { as = "supervisor" } },
}

scale "craft" { [0] = "None", "Some", "Good", title = "Craft", says = "How well it is done", source = "1" }

parameter "enough" { suggested = 1, says = "Score that is enough", source = "2; 10.1" }
parameter "ladder-valid" { suggested = months(18), says = "How long a ladder course counts" }
parameter "judges" { default = { "supervisor", "peer" }, says = "Who signs off", source = "2" }
parameter "proof" { one_of = { "course", "trial" }, suggested = "trial", says = "What proves grafting" }
parameter "share" { suggested = percent(50), says = "Share of the tasting to pass" }
parameter "indoors" { default = false, says = "Whether work under glass counts" }

domain "trees" { title = "Trees", says = "All that grows", source = "3" }
domain "cider" { title = "Cider | perry" }
domain "lore" { title = "Lore", says = "Good to know" }

competency "pruning" { domain = "trees", level = "picker", title = "Pruning <script>alert(1)</script>",
  says = "Cuts so that *light* comes in & nothing tears", source = "3.1",
  anchors = { [0] = "Does not cut", "Cuts", "Cuts so that it heals" } }
competency "grafting" { domain = "trees", title = "Grafting", source = "3.2" }
competency "pressing" { domain = "cider", title = "Pressing", source = "10.1" }
competency "blending" { domain = "cider", title = "Blending", source = "10.2" }
competency "wassailing" { domain = "lore", title = "Wassailing" }
competency "grading" { domain = "lore", title = "Grading", shown_by = trained "knives" }
competency "counting" { title = "1. Counting", scale = "craft", shown_by = function(it) return assessed { it, at_least = 1 } end }

course "ladders" { title = "Ladders", hours = 3.5, cost = 0, mode = "in-house", provider = "The orchard", valid = param "ladder-valid", source = "4",
  url = "https://example.org/ladders?a=1&b=2", says = "Up and down again" }
course "knives" { title = "Knives", hours = 1, cost = 12.5, valid = years(1), teaches = { "pruning", "grafting" },
  after = { "ladders" }, url = "javascript:alert(1)" }
course "stories" { title = "Stories" }
item "trial-day" { title = "Trial day", verify = { "watched", "talked-through" }, essential = true, level = "picker" }
item "own-basket" { title = "Own basket", desirable = true }
qualification "pomology" { title = "Pomology", rqf = 3 }
experience "fruit-work" { title = "Fruit work" }
role "picker-in-post" { title = "Picker in post" }
relation "mentor" { title = "Mentor" }
supervision "walk-round" { title = "Walk round the orchard" }
measure "sugar" { title = "Sugar found by taste", lower = 0, upper = 20 }
method "watched" { title = "Watched" }
method "talked-through" { title = "Talked through" }
capacity "cellar-hand" { title = "Cellar hand" }
activity "harvest" { title = "Harvest" }
destination "orchard-of-ones-own" { title = "An orchard of one's own", level = "grower" }
destination "elsewhere" { title = "Anywhere else that fruit is grown, pressed, bottled, sold or sung about" }

pay "wage" {
  title = "Wage", from = "2026-01-01", ["until"] = "2026-12-31", level = { "picker" }, source = "Table 1",
  says = "What the valley pays",
  rows = {
    { id = "first", years_from = 0, years_to = 1, hourly = 11.5, annual = 22425 },
    { id = "second", years_from = 1, years_to = 2, hourly = 12, annual = 23400 },
    { id = "third", years_from = 2, years_to = 3, hourly = 12, annual = 23400 },
    { id = "later", years_from = 3, hourly = 12.25, annual = 23887.5 },
  },
}

level "picker" {
  title = "Picker", rank = 1, grants = { pay = "wage", rows = 1 }, says = "Begins here", source = "5; Table 1",
  requires = {
    trained { "ladders", hint = "The village hall has one in March" },
    signed_off { "trial-day", as = param "judges" },
    any { says = "Can say what is ripe", measured { "sugar", at_least = 12 }, related "mentor" },
    none { says = "Has not fallen of late", recorded { kind = "evidence", "own-basket", outcome = "rejected" } },
  },
  desires = { qualified "pomology" },
}
level "grower" {
  title = "Grower", rank = 2, after = "picker", source = "5",
  requires = {
    meets "picker",
    assessed { "pruning", at_least = param "enough" },
    when { setting { "proof", is = "course" }, trained "knives", assessed { "grafting", at_least = 1 } },
    experienced { "fruit-work", at_least = years(1) },
  },
}
level "cellar" {
  title = "Keeper of the cellar and of all that is in it", rank = 2, after = "picker",
  requires = {
    holds "picker",
    at_least(param "share") { assessed { "pressing", at_least = 1 }, assessed { "blending", at_least = 1 } },
    supervised { "walk-round", every = months(1), over = months(6) },
  },
}
level "master" {
  title = "Master of the orchard", rank = 3, after = { "grower", "cellar" },
  requires = {
    meets "grower", meets "cellar", meets "picker",
    assessed { "pruning", at_least = 2 },
    points { at_least = 3, { trained "stories", 1 }, { qualified { "pomology", at_least = 3 }, 2 },
      { in_role { "picker-in-post", at_least = years(2) }, 2 } },
    appraised { recommended = true, within = months(12) },
  },
}
gate "climb-alone" { title = "May climb alone", source = "6", requires = { meets "picker", signed_off "own-basket" } }
gate "sell" { title = "May sell", requires = { shown { "counting", "grading" } } }
