-- Riverside is invented: a primary care network that employs navigators at its desks, care coordinators, link workers and
-- health coaches, and so adopts all five frameworks, and the crosswalk between those of care navigation.
--
-- Where a decision is worth a thought it stands here by itself. Where Riverside has nothing to add to what a pack suggests it
-- says so, in one line: `accept_suggested`. One question is left open on purpose, see the care coordinators.

organisation "riverside" { title = "Riverside Primary Care Network", timezone = "Europe/London" }

-- Those at the desks, and those who have grown from there.
adopt "sel-care-navigator" {
  accept_suggested = true,
  parameters = {
    -- Colleagues and patients are asked what they think; but whether something was shown is for those to say who answer for it.
    ["sel-roles"] = { "supervisor", "manager" },
    -- A recommendation to progress is looked at for longer than from one appraisal to the next, since appraisals slip.
    ["recommendation-within"] = months(15),
  },
}

-- The national tiers, beside it: most of what is shown there counts here, by the crosswalk.
adopt "hee-care-navigation" {
  accept_suggested = true,
  parameters = {
    -- "No list to tick off": nine statements in ten.
    ["hee-coverage"] = percent(90),
    -- "Some" experience is half a year.
    ["hee-min-experience"] = months(6),
  },
}

adopt "nhse-care-coordinator" {
  -- Each question by itself, so that one can be left open.
  parameters = {
    ["accredited-training"] = "before-referrals", -- as the summary says; section 4.1 would allow more
    ["start-of-employment"] = months(1),
    ["induction-required"] = { "setting-induction", "mandatory-safeguarding", "mandatory-confidentiality", "induction-it-systems" },
    ["currency-mandatory-safeguarding"] = months(36),
    ["currency-mandatory-confidentiality"] = months(12),

    -- Supervision: every month, as stated, for those who are there all week; every fortnight in the first half-year.
    ["early-cadence"] = days(14),
    ["supervision-look-back"] = months(3),
    ["grace"] = days(7),
    -- Not set, on purpose: "part-time-cadence". The framework speaks of full-time staff only, and the practices of the
    -- network do not agree. Until they do, nobody who works part-time is told yes or no.

    ["attainment"] = 1,
    ["nhse-evidence"] = 1,
    ["evidence-kinds"] = { "work-examples", "feedback-people", "feedback-colleagues", "observed-practice" },
    ["competencies-at-entry"] = "left-to-core-competence",
    ["signoff-roles"] = { "supervisor", "assessor", "manager" },
    ["cpd-count"] = 2, -- kinds of development in the first year, where the pack suggests one
    ["dual-outcome"] = { "completed" },
    ["management-experience"] = years(2),
  },
}

adopt "arrs-roles" {
  accept_suggested = true,
  parameters = {
    ["coaching-supervision"] = months(2), -- alone and in a group; the scheme gives no rhythm
  },
  -- The scheme does not speak of safeguarding. Riverside wants it in date of everybody who sees people at home.
  gates = {
    ["arrs-link-worker"] = {
      also = { trained { "mand-safeguarding-adults", hint = "book the next date with the training hub" } },
    },
  },
}

-- Link workers and coaches climb the Somerset ladder, as it is suggested.
adopt "somerset-social-prescribing" { accept_suggested = true }

-- What is the same counts, and what is more.
adopt "care-navigation-crosswalk" { grades = { "exact", "broader" } }

-- Eastmoor College's certificate stands for the first tier for two years, by which time Riverside has seen for itself.
recognise { "eastmoor-college/navigation-certificate", as = "hee-care-navigation/essential", within = years(2),
  from = "Eastmoor College" }
