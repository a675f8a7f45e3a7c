-- Northside is invented: a federation of practices that adopted the Somerset framework.
--
-- The framework states what belongs to each step and leaves open how it is proved. Northside has decided
-- all of that but one question, see the end of its parameters. Everything it decided stands here, also where it took
-- what the framework suggests: `accept_suggested = true` would say the same in one line, and nobody could see what.
--
-- Besides, it asks for a little more at the top of the ladder, has a framework of its own for people after a stroke
-- (northside-stroke/), says who may assess in that, and recognises one award of a college.

organisation "northside" { title = "Northside GP Federation", timezone = "Europe/London" }

adopt "somerset-social-prescribing" {
  parameters = {
    -- Scores: competent is enough, up to and including an established career.
    ["dreyfus-core"] = 3,
    ["dreyfus-level-1"] = 3,
    ["dreyfus-level-2"] = 3,

    -- Who rates and signs off, and how.
    ["som-roles"] = { "assessor", "manager", "supervisor" },
    ["som-methods"] = { "observed-session", "supervision-review", "appraisal-review" },
    ["signoff-roles"] = { "supervisor", "assessor", "manager" },

    -- What counts as proof.
    ["core-evidence"] = "course-or-sign-off",
    ["skills-evidence"] = "sign-off",
    ["leadership-competency"] = "required",

    -- Northside's own: merely having one's name down for the Care Certificate is not enough,
    ["care-certificate-at-entry"] = { "undertaking", "completed" },
    -- and induction is to be over in a month (advice; no criterion reads it).
    ["induction-weeks"] = weeks(4),

    -- How long a training counts when its certificate does not say.
    ["currency-mand-data-security"] = months(12),
    ["currency-mand-fire-safety"] = months(12),
    ["currency-mand-resuscitation"] = months(12),
    ["currency-mand-conflict-resolution"] = months(36),
    ["currency-mand-equality-human-rights"] = months(36),
    ["currency-mand-health-safety-welfare"] = months(36),
    ["currency-mand-infection-prevention"] = months(36),
    ["currency-mand-moving-handling"] = months(36),
    ["currency-mand-preventing-radicalisation"] = months(36),
    ["currency-mand-safeguarding-children"] = months(36),
    ["currency-mand-safeguarding-adults"] = months(36),
    ["currency-elfh-safeguarding-adults"] = months(36),
    ["currency-elfh-safeguarding-children"] = months(36),

    -- Not set, on purpose: "dreyfus-level-3". The document finds a 5 likely in wider responsibilities and
    -- demands none; Northside's board has not made up its mind. Until it does, nobody who has everything else
    -- for that level is told yes or no: the answer is `indeterminate` and names this parameter. All lower
    -- levels answer.
  },

  -- Wider responsibilities come after two years in the post, whatever the scores. This can only be added: what the
  -- framework asks for stays.
  levels = {
    ["wider-responsibilities"] = {
      also = { in_role { "social-prescribing-link-worker", at_least = years(2),
        hint = "wider duties are handed over after two years in the post" } },
    },
  },
}

-- Whoever holds the award of Westshire College counts as a stroke link worker for two years, by which time Northside
-- wants to have seen for itself.
recognise { "westshire-college/stroke-support", as = "northside-stroke/stroke-link-worker", within = years(2),
  from = "Westshire College" }

-- Rated and signed off as an assessor by somebody who knows the work: established on the ladder, or a nurse of the stroke
-- team for a year. Checked against the assessor's own records, on the day of the assessment.
assessors "northside-stroke" {
  as = "assessor", kinds = { "assessment", "signoff" },
  who = any {
    holds "somerset-social-prescribing/established",
    in_role { "stroke-specialist-nurse", at_least = years(1) },
  },
}
