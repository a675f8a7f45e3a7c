-- The Somerset framework for social prescribing staff: what it is, and every question it leaves open.
--
-- The document states which competencies, induction items and duties belong to which step. It hardly
-- ever states how they are proved, how long a proof lasts or which score is enough. Each of those gaps is
-- a parameter here: the value is a suggestion of this pack, and an organisation must say it accepts it.

framework "somerset-social-prescribing" {
  title = "Somerset social prescribing workforce",
  edition = "Version 4.0, March 2021",
  source = "Training & Education Framework & Programme for Somerset Social Prescribing Workforce",
  scale = "dreyfus",
  defaults = {
    signed_off = { as = param "signoff-roles" },
    assessed = { method = param "som-methods", as = param "som-roles" },
  },
}

scale "dreyfus" {
  [0] = "Absence", "Novice", "Advanced beginner", "Competent", "Proficient", "Expert",
  title = "Dreyfus scale",
  says = "How skilled the practice was: 0 not shown at all, or badly out of place; 1 barely shown or clumsy; "
    .. "2 partly able, often uneven; 3 able, with small lapses; 4 very able, hardly a lapse; "
    .. "5 outstanding, nothing to correct, kept for rare performances. Rate first whether the key "
    .. "features occur, then how fittingly they are used.",
  source = "7.0 Dreyfus scale; Table 2",
}

-- Scores -----------------------------------------------------------------------------------------

parameter "dreyfus-core" {
  suggested = 3,
  says = "Score in the person centred approach that completes early career; the source sets no pass mark",
  source = "7.0 Dreyfus scale",
}
parameter "dreyfus-level-1" {
  suggested = 3,
  says = "Score in the three competencies assessed at level 1 that counts as achieved; the source sets no pass mark",
  source = "7.0 Dreyfus scale",
}
parameter "dreyfus-level-2" {
  suggested = 3,
  says = "Score in the two competencies assessed at level 2 that counts as achieved; the source sets no pass mark",
  source = "7.0 Dreyfus scale",
}
parameter "dreyfus-level-3" {
  suggested = 5,
  says = "Score in all six assessed competencies expected at level 3; the source calls a 5 likely, not required",
  source = "7.0 Dreyfus scale",
}

-- Who may judge, and how -------------------------------------------------------------------------

parameter "som-methods" {
  suggested = { "observed-session", "supervision-review", "appraisal-review" },
  says = "Ways of assessing that count; the source mentions supervision and appraisal but closes no list",
  source = "4.0",
}
parameter "som-roles" {
  suggested = { "assessor", "manager", "supervisor" },
  says = "Capacities whose assessments count; a peer, however expert, develops the role and does not rate it",
  source = "8.0 Local induction",
}
parameter "signoff-roles" {
  suggested = { "supervisor", "assessor", "manager" },
  says = "Capacities whose sign-offs count; the source mostly does not say who signs",
  source = "8.0",
}

-- What counts as proof ---------------------------------------------------------------------------

parameter "core-evidence" {
  one_of = { "course-or-sign-off", "sign-off" },
  suggested = "course-or-sign-off",
  says = "Whether finishing a listed course shows a core competency, or only a sign-off does; "
    .. "the source offers the courses as resources",
  source = "8.0 Core competencies and knowledge",
}
parameter "skills-evidence" {
  one_of = { "sign-off", "assessment" },
  suggested = "sign-off",
  says = "Whether a skill of levels 1 to 3 is signed off or scored like the six assessed competencies; "
    .. "the source lists the skills without a proof",
  source = "8.0 Level 1; 8.0 Level 2; 8.0 Level 3",
}
parameter "leadership-competency" {
  one_of = { "required", "not-required" },
  suggested = "required",
  says = "Whether supervision and leadership are asked of everybody at level 3 beside the six parts of personalised care",
  source = "8.0 Level 3",
}
parameter "care-certificate-at-entry" {
  suggested = { "enrolled", "undertaking", "completed" },
  says = "How far the Care Certificate must have come at entry; induction falls in the first weeks of the job",
  source = "7.0 Entry level; 8.0 Local induction",
}
parameter "induction-weeks" {
  suggested = weeks(6),
  says = "How long induction should take; advice to the employer, read by no criterion",
  source = "7.0 Entry level",
  tags = { "advice" },
}

-- How long a course counts when its certificate names no last day -----------------------------------

local function currency(course, span)
  parameter("currency-" .. course) {
    suggested = span,
    says = "How long a completion of " .. course .. " counts; the source gives no period",
    source = "8.0 Local induction; 8.0 Core competencies and knowledge",
    tags = { "currency" },
  }
end

currency("mand-data-security", months(12))
currency("mand-fire-safety", months(12))
currency("mand-resuscitation", months(12))
currency("mand-conflict-resolution", months(36))
currency("mand-equality-human-rights", months(36))
currency("mand-health-safety-welfare", months(36))
currency("mand-infection-prevention", months(36))
currency("mand-moving-handling", months(36))
currency("mand-preventing-radicalisation", months(36))
currency("mand-safeguarding-children", months(36))
currency("mand-safeguarding-adults", months(36))
currency("elfh-safeguarding-adults", months(36))
currency("elfh-safeguarding-children", months(36))
