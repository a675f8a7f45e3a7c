-- The ladder. Each step builds on the one before, awarded or met (`meets` counts both).

local function induction()
  return all {
    says = "Local induction is complete",
    signed_off { items { tag = "induction", except = { "ind-mandatory-training", "ind-care-certificate" } } },
    trained { courses { tag = "mandatory" } },
    trained { "care-certificate", outcome = param "care-certificate-at-entry" },
  }
end

-- A core competency is signed off, or, where the organisation accepts that, shown by one of its courses.
local function core(competency, ...)
  local ways = { signed_off(competency) }
  for _, course in ipairs { ... } do
    ways[#ways + 1] = all { setting { "core-evidence", is = "course-or-sign-off" }, trained(course) }
  end
  return any(ways)
end

-- Skills are signed off, or scored where the organisation prefers that.
local function skills(subjects, threshold)
  return when {
    setting { "skills-evidence", is = "sign-off" },
    signed_off { subjects },
    assessed { subjects, at_least = param(threshold) },
  }
end

level "entry" {
  title = "Entry level", rank = 1, grants = { pay = "afc-band-3", rows = 2 },
  says = "New to the work but right for it, or an apprentice; goes through local induction in the first weeks. "
    .. "Pay at the foot of the band",
  source = "7.0; Table 1; 8.0 Local induction",
  requires = all {
    any {
      says = "Recruited to the person specification, or on the apprenticeship",
      signed_off "person-specification-met",
      trained { "chww-apprenticeship", outcome = { "enrolled", "undertaking", "completed" } },
    },
    induction(),
  },
}

level "early-career" {
  title = "Early career", rank = 2, after = "entry", grants = { pay = "afc-band-3", rows = 2 },
  says = "Has the core knowledge and puts the other person first. Pay at the foot of the band; the text of "
    .. "section 7 treats this step and entry as one, its table keeps them apart",
  source = "7.0; Table 1; 8.0 Core competencies and knowledge",
  requires = all {
    meets "entry",
    all {
      says = "All twelve core competencies are shown",
      core("core-cultural-competence", "elfh-cultural-competence"),
      core("core-disability-matters", "elfh-disability-matters"),
      core("core-health-inequalities", "health-creation-inequalities"),
      core("core-mental-capacity", "elfh-mental-capacity-act"),
      core("core-safeguarding-adults", "elfh-safeguarding-adults"),
      core("core-safeguarding-children", "elfh-safeguarding-children"),
      core("core-shared-decision-making", "pci-shared-decision-making"),
      core("core-care-support-planning", "pci-care-support-planning"),
      core("core-social-prescribing", "elfh-social-prescribing"),
      core("core-supported-self-management", "nhse-supported-self-management"),
      core("core-enabling-choice", "elfh-person-centred-approaches", "pci-core-skills"),
      core("core-personal-budgets", "elfh-personal-health-budgets"),
    },
    assessed { "person-centred-approach", at_least = param "dreyfus-core" },
  },
}

level "mid-career" {
  title = "Mid-career", rank = 3, after = "early-career", grants = { pay = "afc-band-3" },
  says = "Engages people (level 1): takes what was learned into steady, enabling relationships",
  source = "7.0; Table 1; 8.0 Level 1",
  requires = all {
    meets "early-career",
    skills(competencies { level = "mid-career", domain = "engage-people" }, "dreyfus-level-1"),
    assessed { "promoting-autonomy", "action-planning-goal-setting", "managing-setbacks",
      at_least = param "dreyfus-level-1" },
  },
}

level "established" {
  title = "Established career", rank = 4, after = "mid-career", grants = { pay = "afc-band-4" },
  says = "Enables and supports people (level 2): plans with them and keeps the plan alive",
  source = "7.0; Table 1; 8.0 Level 2",
  requires = all {
    meets "mid-career",
    skills(competencies { level = "established", domain = "enable-and-support" }, "dreyfus-level-2"),
    assessed { "supporting-self-efficacy", "self-monitoring", at_least = param "dreyfus-level-2" },
  },
}

level "wider-responsibilities" {
  title = "Wider responsibilities", rank = 5, after = "established", grants = { pay = "afc-band-5" },
  says = "Expert (level 3): the same competencies where things are hardest, with wider duties, leadership or a specialism",
  source = "7.0; Table 1; 8.0 Level 3",
  requires = all {
    meets "established",
    skills(competencies { level = "wider-responsibilities", domain = "level-3-competencies",
      except = { "l3-supervision-leadership" } }, "dreyfus-level-3"),
    when {
      setting { "leadership-competency", is = "required" },
      skills("l3-supervision-leadership", "dreyfus-level-3"),
    },
    assessed { competencies { domain = "assessed-competencies" }, at_least = param "dreyfus-level-3" },
    any {
      says = "Takes on at least one of the three kinds of wider responsibility",
      signed_off "taking-wider-duties",
      signed_off "taking-leadership",
      signed_off "taking-specialisation",
    },
  },
}

local function responsibility(id, title, says)
  item(id) { title = title, says = says, level = "wider-responsibilities", source = "7.0 Level 3; Table 1",
    tags = { "wider-responsibility" } }
end

responsibility("taking-wider-duties", "Wider duties",
  "Answers for a pathway or for how a service is run, judged or renewed among several organisations")
responsibility("taking-leadership", "Leadership", "Has colleagues to lead")
responsibility("taking-specialisation", "Specialisation", "Works where need is greatest, or in a field of their own")
