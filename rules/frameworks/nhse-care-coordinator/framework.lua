-- The national framework for care coordinators: what it is, and every question it leaves open.
--
-- The document says what somebody needs before the first referral and later on, and names few numbers: supervision each
-- month for full-time staff, and the first six months. What it states is a `default`; what it leaves open has a value that
-- this pack suggests, and an organisation must say that it accepts it.

framework "nhse-care-coordinator" {
  title = "Care coordinators, NHS England",
  edition = "Published 1 February 2023, updated 22 December 2023",
  source = "Workforce development framework for care coordinators, NHS England, B1571",
  scale = "attainment",
  defaults = {
    signed_off = { as = param "signoff-roles" },
    assessed = { method = param "nhse-methods", as = param "nhse-roles" },
    evidenced = { method = param "evidence-kinds" },
  },
}

scale "attainment" {
  [0] = "Not yet", "Met",
  title = "Attainment",
  says = "Whether a competency has been seen. The source has no scale; these two points exist so that "
    .. "a supervisor's finding can be recorded",
  source = "8.3, no scale named",
  tags = { "parameter" },
}

-- Before the first referral ----------------------------------------------------------------------

parameter "accredited-training" {
  one_of = { "before-referrals", "at-the-start" },
  suggested = "before-referrals",
  says = "Whether the accredited training must be over before the first referral, or may still be under way while the job "
    .. "begins; the summary says the one, section 4.1 allows the other",
  source = "Summary; 4.1",
}
parameter "start-of-employment" {
  suggested = months(1),
  says = "For how long a job counts as beginning, where training may still be under way then; the source gives no length",
  source = "4.1",
}
parameter "induction-required" {
  one_of = { "setting-induction", "mandatory-safeguarding", "mandatory-confidentiality", "induction-mandatory-training",
    "induction-it-systems", "induction-service-roles", "induction-introductions", "induction-patient-groups",
    "induction-care-at-home-frameworks", "induction-employer-priorities", "induction-policy-context",
    "induction-outcomes-boundaries" },
  suggested = { "setting-induction", "mandatory-safeguarding", "mandatory-confidentiality" },
  says = "Which parts of induction are asked for by name; the source wants one that fits the setting, and gives its "
    .. "contents as examples",
  source = "4.1 examples of induction",
}
parameter "currency-mandatory-safeguarding" {
  suggested = months(36),
  says = "How long safeguarding training counts; the source gives no period",
  source = "4.1", tags = { "currency" },
}
parameter "currency-mandatory-confidentiality" {
  suggested = months(12),
  says = "How long confidentiality training counts; the source gives no period",
  source = "4.1", tags = { "currency" },
}

-- Supervision ------------------------------------------------------------------------------------

parameter "regular-cadence" {
  default = months(1),
  says = "How far apart sessions of full-time staff may lie; the source recommends a month at most",
  source = "4.2.2",
}
parameter "part-time-cadence" {
  suggested = months(1),
  says = "How far apart sessions of part-time staff may lie; the source speaks of full-time staff only",
  source = "4.2.2",
}
parameter "early-cadence" {
  suggested = days(14),
  says = "How far apart sessions may lie in the first six months; the source says that more may be needed, not how many",
  source = "4.2.2",
}
parameter "supervision-look-back" {
  suggested = months(3),
  says = "How far back sessions are looked at; the source does not say",
  source = "4.2.2",
}
parameter "grace" {
  suggested = days(7),
  says = "How many days late a session may be; the source does not say",
  source = "4.2.2",
}

-- Competencies and evidence ------------------------------------------------------------------------

parameter "attainment" {
  suggested = 1,
  says = "Point of the scale at which a competency is met; the source has no scale",
  source = "8.3",
}
parameter "nhse-roles" {
  default = { "supervisor" },
  says = "Capacities whose assessments count; the source leaves them to supervisors",
  source = "8.3",
}
parameter "nhse-methods" {
  default = { "supervisor-review" },
  says = "Ways of assessing that count; the source has supervisors follow how competencies are met, and names no other way",
  source = "8.3",
}
parameter "nhse-evidence" {
  suggested = 1,
  says = "How many verified pieces of evidence each competency needs; the source gives no number",
  source = "8.3.1",
}
parameter "evidence-kinds" {
  suggested = { "work-examples", "feedback-people", "feedback-colleagues", "observed-practice" },
  says = "Kinds of evidence that count; the source says what a portfolio could hold, and keeps its tools for reflecting apart",
  source = "8.3.1; 8.3.2",
}
parameter "competencies-at-entry" {
  one_of = { "left-to-core-competence", "required" },
  suggested = "left-to-core-competence",
  says = "Whether the competencies must be shown before somebody is recruited; the source has employers look for them and "
    .. "then help people to develop them",
  source = "7; 9.1",
}
parameter "signoff-roles" {
  suggested = { "supervisor", "assessor", "manager" },
  says = "Capacities whose sign-offs count; the source speaks of the employer and does not say who signs",
  source = "4.1; 4.2.2",
}

-- Later on ---------------------------------------------------------------------------------------

parameter "cpd-count" {
  suggested = 1,
  says = "How many kinds of continuing development somebody in the second half of the first year has taken part in; the "
    .. "source lists kinds and no number",
  source = "8.1",
}
parameter "dual-outcome" {
  suggested = { "completed" },
  says = "How far the training of the other job must have come where somebody does both; the source says properly trained",
  source = "8",
}
parameter "management-experience" {
  suggested = years(2),
  says = "How long somebody has coordinated care before managing those who do; the source says experienced",
  source = "9.3",
}
