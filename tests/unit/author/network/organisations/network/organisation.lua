-- An invented primary care network that adopts two of the frameworks that ship, for the same people: that of the reimbursement
-- scheme (2020/21) and the national one for care coordinators (2023). It takes what both suggest, but for part-time staff, of
-- which it has decided nothing.

organisation "network" { title = "A primary care network" }

adopt "arrs-roles" { accept_suggested = true }
adopt "nhse-care-coordinator" {
  parameters = {
    ["accredited-training"] = "before-referrals",
    ["start-of-employment"] = months(1),
    ["induction-required"] = { "setting-induction", "mandatory-safeguarding", "mandatory-confidentiality" },
    ["currency-mandatory-safeguarding"] = months(36),
    ["currency-mandatory-confidentiality"] = months(12),
    ["early-cadence"] = days(14),
    ["supervision-look-back"] = months(3),
    ["grace"] = days(7),
    ["attainment"] = 1,
    ["nhse-evidence"] = 1,
    ["evidence-kinds"] = { "work-examples", "feedback-people", "feedback-colleagues", "observed-practice" },
    ["competencies-at-entry"] = "left-to-core-competence",
    ["signoff-roles"] = { "supervisor", "assessor", "manager" },
    ["cpd-count"] = 1,
    ["dual-outcome"] = { "completed" },
    ["management-experience"] = years(2),
  },
}
