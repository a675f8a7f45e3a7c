-- One person, one day, two frameworks: each group of tests asks several gates about the same records.

local day = "2026-09-01"

local function ask(name, gates, of)
  for gate, expect in pairs(gates) do
    test(name .. ": " .. gate) { as_of = day, gate = gate, person = of.person, expect = expect }
  end
end

-- What a coordinator of this network has, but for the course that is asked about.
local induction = { trained { "pci-care-support-planning", "pci-shared-decision-making", "mandatory-safeguarding",
  "mandatory-confidentiality", on = "2026-03-02" }, signed_off { "setting-induction", on = "2026-03-02", as = "manager" } }
local first_contact = signed_off { "named-first-contact", on = "2026-03-02", as = "manager" }
local scheme = signed_off { "role-partnership", "resp-population-health", "resp-decision-aids", "resp-single-plan",
  "resp-manage-needs", "resp-work-and-benefits", "resp-activation", "resp-self-management-access", "resp-personal-budgets",
  "resp-coordination-navigation", "resp-mdt-coordination", "receiving-safeguarding", "receiving-belonging", "gp-supervision",
  "concerns-with-gp", "identity-known", on = "2026-03-02", as = "manager" }

local function in_post(since, share)
  return record "role" { "care-coordinator", on = since, value = share }
end

-- Trap 7: the scheme is content with having enrolled, the national framework wants the course completed --------------

local function learner(outcome)
  return { person = { in_post "2026-03-02", induction, first_contact, scheme,
    trained { "pci-care-coordination", "pci-two-day-care-coordination", on = "2026-07-06", outcome = outcome } } }
end

for _, outcome in ipairs { "enrolled", "undertaking" } do
  ask("trap 7: two answers about one person on one day, " .. outcome, {
    ["arrs-roles/arrs-care-coordinator"] = eligible,
    ["nhse-care-coordinator/take-referrals"] = not_eligible { only = { "trained:pci-two-day-care-coordination" } },
  }, learner(outcome))
end
ask("trap 7: one answer when it is over", {
  ["arrs-roles/arrs-care-coordinator"] = eligible,
  ["nhse-care-coordinator/take-referrals"] = eligible { ["until"] = "2027-03-02", changes_to = "not-eligible" },
}, learner "completed")
ask("trap 7: the older course is not the newer one", {
  ["arrs-roles/arrs-care-coordinator"] = eligible,
  ["nhse-care-coordinator/take-referrals"] = not_eligible { only = { "trained:pci-two-day-care-coordination" } },
}, { person = { in_post "2026-03-02", induction, first_contact, scheme,
  trained { "pci-care-coordination", on = "2020-03-02" } } })

-- One record serves both; and what only one of them asks is no concern of the other's --------------------------------

local supervised_monthly = supervision_monthly("regular-supervision", "2026-06-15", 3)
local trained_at_both = trained { "pci-care-coordination", "pci-two-day-care-coordination", on = "2025-07-07" }
local behind = signed_off { "suitable-supervisor", "concerns-route", on = "2026-03-02", as = "manager" }

ask("one sign-off of the first contact serves both", {
  ["arrs-roles/arrs-care-coordinator"] = eligible,
  ["nhse-care-coordinator/supervision-in-order"] = eligible,
}, { person = { in_post("2025-01-06", 1), trained_at_both, scheme, behind, supervised_monthly, first_contact } })
ask("and without it both miss it", {
  ["arrs-roles/arrs-care-coordinator"] = not_eligible { only = { "signed_off:named-first-contact" } },
  ["nhse-care-coordinator/supervision-in-order"] = not_eligible { only = { "signed_off:named-first-contact" } },
}, { person = { in_post("2025-01-06", 1), trained_at_both, scheme, behind, supervised_monthly } })

-- Row 142: the source does not say how often part-time staff meet, and this network has not decided ------------------

ask("trap 6: part-time staff are open in one framework only", {
  ["arrs-roles/arrs-care-coordinator"] = eligible,
  ["nhse-care-coordinator/supervision-in-order"] = indeterminate { parameter = "part-time-cadence" },
}, { person = { in_post("2025-01-06", 0.6), trained_at_both, scheme, behind, supervised_monthly, first_contact } })

-- Trap 13: two jobs. The union of what is asked, and one record for both ---------------------------------------------

local function nineteen(verb, fields)
  for _, id in ipairs { "personalised-care-approach", "assess-needs", "align-resources", "establish-accountability",
    "facilitate-transitions", "proactive-care-plan", "monitor-and-respond", "support-self-management",
    "professional-relationships", "communication", "interpersonal-communication", "information-transfer",
    "link-community-resources", "digital-signposting", "coordination-teamwork", "data-handling",
    "continuous-learning-practice", "professionalism", "digital-coordination" } do
    fields[#fields + 1] = "nhse-care-coordinator/" .. id
  end
  return verb(fields)
end
local coordinator = { in_post "2025-01-06", trained_at_both, induction, first_contact, scheme,
  nineteen(assessed, { on = "2026-03-02", value = 1, as = "supervisor", method = "supervisor-review" }),
  nineteen(evidenced, { on = "2026-03-02", method = "work-examples" }) }
local coach = { record "role" { "health-and-wellbeing-coach", on = "2025-01-06" },
  signed_off { "code-of-ethics", "link-worker-partnership", on = "2026-03-02", as = "manager" },
  supervision_monthly("individual-coaching-supervision", "2026-03-09", 6),
  supervision_monthly("group-coaching-supervision", "2026-03-09", 6) }
local coach_competencies = signed_off { "health-coach-competencies-met", on = "2026-03-02", as = "manager" }

ask("trap 13: one training record serves both jobs in both frameworks", {
  ["arrs-roles/arrs-care-coordinator"] = eligible,
  ["arrs-roles/arrs-health-coach"] = eligible,
  ["nhse-care-coordinator/dual-role-health-coach"] = eligible,
}, { person = { coordinator, coach, coach_competencies, trained { "pci-health-coaching", on = "2026-03-02" } } })
ask("trap 13: where it has only begun, the scheme is content and the two jobs are not", {
  ["arrs-roles/arrs-health-coach"] = eligible,
  ["nhse-care-coordinator/dual-role-health-coach"] = not_eligible { only = { "trained:pci-health-coaching" } },
}, { person = { coordinator, coach, coach_competencies,
  trained { "pci-health-coaching", on = "2026-03-02", outcome = "undertaking" } } })
ask("trap 13: without it both jobs' gates miss it", {
  ["arrs-roles/arrs-care-coordinator"] = eligible,
  ["arrs-roles/arrs-health-coach"] = not_eligible { only = { "trained:pci-health-coaching" } },
  ["nhse-care-coordinator/dual-role-health-coach"] = not_eligible { only = { "trained:pci-health-coaching" } },
}, { person = { coordinator, coach, coach_competencies } })
