-- Permissions: what must hold for each of them, whatever stage somebody has reached.

-- Accredited training is over, or, where an organisation lets it be, under way while the job begins.
local function accredited(course)
  return any {
    trained(course),
    all {
      setting { "accredited-training", is = "at-the-start" },
      in_role { "care-coordinator", less_than = param "start-of-employment" },
      trained { course, outcome = { "enrolled", "undertaking" } },
    },
  }
end

-- Asked for where the organisation has it among the parts of induction that it requires.
local function if_required(code, criterion)
  return when { setting { "induction-required", is = code }, criterion }
end

local function induction()
  local parts = {
    says = "The parts of induction that are required",
    if_required("setting-induction", signed_off "setting-induction"),
    if_required("mandatory-safeguarding", trained "mandatory-safeguarding"),
    if_required("mandatory-confidentiality", trained "mandatory-confidentiality"),
  }
  for _, id in ipairs { "induction-mandatory-training", "induction-it-systems", "induction-service-roles",
    "induction-introductions", "induction-patient-groups", "induction-care-at-home-frameworks",
    "induction-employer-priorities", "induction-policy-context", "induction-outcomes-boundaries" } do
    parts[#parts + 1] = if_required(id, signed_off(id))
  end
  return all(parts)
end

gate "take-referrals" {
  title = "May take referrals",
  says = "Knows and can do what it takes: three accredited courses at the least, and an induction that fits the "
    .. "setting; the employer sees to it",
  source = "Summary; 4.1",
  requires = all {
    accredited "pci-two-day-care-coordination",
    accredited "pci-care-support-planning",
    accredited "pci-shared-decision-making",
    induction(),
  },
  desires = {
    trained "coaching-skills",
    trained "motivational-interviewing",
    any {
      says = "Not new to health and care, or helped in by the Care Certificate",
      experienced "entry-health-care",
      trained "care-certificate",
    },
  },
}

-- Supervision ------------------------------------------------------------------------------------

local function sessions(cadence)
  return supervised {
    "regular-supervision", every = param(cadence), over = param "supervision-look-back", grace = param "grace",
    in_role = "care-coordinator",
  }
end

gate "supervision-in-order" {
  title = "Supervision in order",
  says = "In the post, with a first contact, a suitable supervisor and a route for worries about patients, and sessions as "
    .. "often as the time in post and the hours ask",
  source = "4.2.2",
  requires = all {
    in_role "care-coordinator",
    signed_off { "named-first-contact", "suitable-supervisor", "concerns-route" },
    when {
      in_role { "care-coordinator", less_than = months(6) },
      sessions "early-cadence",
      when {
        in_role { "care-coordinator", min_fte = 1 },
        sessions "regular-cadence",
        sessions "part-time-cadence",
      },
    },
  },
}

-- Competencies -----------------------------------------------------------------------------------

-- A competency is shown when the supervisor finds it met and the portfolio has something to show for it.
local function shown_of(area, title)
  return all {
    says = title,
    assessed { competencies { domain = area }, at_least = param "attainment" },
    evidenced { competencies { domain = area }, count = param "nhse-evidence" },
  }
end

gate "core-competence" {
  title = "Core competencies met",
  says = "All nineteen competencies are shown: found met by the supervisor, with evidence in the portfolio. Nothing of it "
    .. "depends on the field somebody works in",
  source = "7; 8.3; Appendix 1",
  requires = all {
    shown_of("personalised-care", "Personalised care"),
    shown_of("relationships", "Relationships"),
    shown_of("communications", "Communications"),
    shown_of("continuous-learning", "Continuous learning"),
  },
}

gate "entry-to-role" {
  title = "Entry to the role",
  says = "From any background, by no set route: committed to personalised care and to the values of the NHS. An "
    .. "apprenticeship is one way in and excuses from nothing",
  source = "6; 7; 9.1",
  requires = all {
    signed_off "commitment-personalised-care",
    signed_off { items { tag = "nhs-value" } },
    when { setting { "competencies-at-entry", is = "required" }, meets "core-competence" },
  },
}

-- Two jobs ---------------------------------------------------------------------------------------
-- Whoever does two jobs answers to both. What one course proves it proves for both; nothing stands in for anything else.

local function both(of_the_other_job, competencies_met)
  return all {
    meets { "take-referrals", "core-competence" },
    trained { courses { tag = of_the_other_job }, outcome = param "dual-outcome" },
    signed_off(competencies_met),
  }
end

gate "dual-role-health-coach" {
  title = "Coordinator and health coach",
  says = "Does both jobs, and has the competencies and the training of each",
  source = "8",
  requires = both("health-coach", "health-coach-competencies-met"),
}
gate "dual-role-link-worker" {
  title = "Coordinator and link worker",
  says = "Does both jobs, and has the competencies and the training of each",
  source = "8",
  requires = both("link-worker", "link-worker-competencies-met"),
}
