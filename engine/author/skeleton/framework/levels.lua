-- The ladder of @TITLE@, lowest first. `requires` is a list of which all must hold.
level "starter" {
  title = "Starter", rank = 1,
  requires = { signed_off "induction", trained "safeguarding" },
}

level "practitioner" {
  title = "Practitioner", rank = 2, after = "starter",
  requires = {
    meets "starter",
    assessed {
      competencies { level = "practitioner" },
      at_least = param "pass-mark", as = { "assessor", "supervisor" }, within = years(2),
    },
  },
}

-- A permission: open while its criteria hold, and never awarded.
gate "works-alone" {
  title = "May work alone",
  requires = { meets "starter", assessed { "listening", at_least = 1 } },
}
