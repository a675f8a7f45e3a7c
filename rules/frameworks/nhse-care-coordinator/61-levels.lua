-- Stages by time in post, and two ways onward. Nothing is awarded on the way: each stage asks anew for what must hold, and
-- only what comes before the first referral is built upon.

level "pre-referral" {
  title = "Before referrals", rank = 1,
  says = "Accredited training in personalised care and an induction, before the first referral",
  source = "4.1",
  requires = meets "take-referrals",
}

level "first-six-months" {
  title = "First six months", rank = 2, after = "pre-referral",
  says = "Learning the job and the place, perhaps with supervision more often",
  source = "4.1; 4.2.2",
  requires = all {
    in_role { "care-coordinator", less_than = months(6) },
    meets { "take-referrals", "supervision-in-order" },
  },
}

level "six-to-twelve-months" {
  title = "Six to twelve months", rank = 3, after = "pre-referral",
  says = "Goes on learning what supervision, appraisal and a development plan found worth learning, formally, informally "
    .. "and with peers",
  source = "8; 8.1",
  requires = all {
    in_role { "care-coordinator", at_least = months(6), less_than = months(12) },
    meets { "take-referrals", "supervision-in-order" },
    signed_off "personal-development-plan",
    trained { courses { tag = "cpd" }, need = param "cpd-count" },
  },
}

level "specialist" {
  title = "Specialist role", rank = 4, after = "pre-referral",
  says = "Coordinates care for one group of patients or one condition, with the training and the team for it. The core "
    .. "competencies stay the same",
  source = "5.7; 8.2",
  requires = all {
    meets { "take-referrals", "supervision-in-order" },
    trained { courses { tag = "specialist" }, need = 1 },
    signed_off "specialist-service-support",
  },
}

level "team-management" {
  title = "Team management", rank = 5, after = "pre-referral",
  says = "Leads coordinators or the service they work in; a natural next step for the experienced",
  source = "9.3",
  requires = all {
    meets { "take-referrals", "core-competence" },
    experienced { "care-coordination-practice", at_least = param "management-experience" },
  },
}
