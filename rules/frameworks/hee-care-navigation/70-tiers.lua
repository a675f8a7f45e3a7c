-- The three tiers. Each takes in the competencies of the one before; whoever has them already may begin higher up.

local areas = { "effective-communication", "enabling-access", "personalisation", "coordination-integration",
  "professional-relationships", "knowledge-for-practice", "personal-development", "data-information" }

-- The statements of a tier's own, as many of them as the organisation asks for.
local function statements_of(tier)
  return assessed {
    says = "As many of the " .. tier .. " statements as the organisation asks for",
    competencies { level = tier, domain = areas }, need = param "hee-coverage", at_least = param "attainment",
  }
end

-- The ninth area is the same everywhere, and every statement of it counts.
local function professionalism()
  return all {
    says = "Every statement of professionalism",
    assessed { competencies { domain = "professionalism" }, at_least = param "attainment" },
  }
end

-- The competencies of the tiers below, awarded or shown: their supervision and experience are not asked for again.
local function builds_on_essential()
  return any { says = "Holds the essential tier, or shows its competencies", holds "essential", statements_of "essential" }
end
local function builds_on_enhanced()
  return any {
    says = "Holds the enhanced tier, or shows its competencies and those below",
    holds "enhanced",
    all { statements_of "enhanced", builds_on_essential() },
  }
end

local function some_experience(fields)
  return experienced { fields, at_least = param "hee-min-experience" }
end

-- The example person specification of a tier, point by point, where the organisation compares people with it.
local function example(tier, points)
  for _, id in ipairs(include "_example".attributes[tier]) do points[#points + 1] = signed_off(id) end
  local desires = {}
  for i, point in ipairs(points) do desires[i] = when { setting { "hee-example-spec", is = true }, point } end
  return desires
end

level "essential" {
  title = "Essential (bronze)", rank = 1,
  says = "Meets the public, with little or no experience of care or with that of an office: shows the way to "
    .. "services, finds out simple needs, sees that plans are carried out, keeps records and a list of services. "
    .. "Example roles: GP receptionist, ward clerk, health champion, pharmacy technician, volunteer, non-clinical "
    .. "A&E navigator, patient liaison officer, primary care navigator. The example job description is of Band 3/4",
  source = "8.1 Essential; Figure 5; Appendix 3",
  requires = all {
    statements_of "essential",
    professionalism(),
    signed_off "ess-supervision-arrangement",
  },
  desires = example("essential", {
    qualified "ess-ex-gcse-english-maths",
    any {
      says = "A secretarial qualification, or experience of the office at that standard",
      qualified "ess-ex-secretarial-level-3",
      experienced "ess-ex-admin-level-3-experience",
    },
    experienced "ess-ex-reception-independent-working",
    trained "ess-ex-safeguarding-level-3-training",
    trained "ess-ex-basic-life-support-training",
  }),
}

level "enhanced" {
  title = "Enhanced (silver)", rank = 2, after = "essential",
  says = "Has some background in care and takes on cases: looks closer at needs and risks, helps people to change "
    .. "habits, works more on their own, still supervised. Reached from the essential tier, or entered at once by "
    .. "whoever has its competencies. Example roles: health and social navigator, senior health champion, locality "
    .. "navigator, case manager, care coordinator, care navigator, community navigator, medical assistant, social "
    .. "prescriber. The example job description is of Band 4/5",
  source = "8.1 Enhanced; Figure 5; Appendix 3",
  requires = all {
    statements_of "enhanced",
    professionalism(),
    builds_on_essential(),
    some_experience { "enh-sector-background", "enh-long-term-needs" },
    signed_off "enh-supervision-arrangement",
  },
  desires = example("enhanced", {
    qualified "enh-ex-a-level-with-gcse-c",
    any {
      says = "A secretarial or IT qualification, or experience of that standard",
      qualified "enh-ex-secretarial-it-level-3",
      experienced "enh-ex-secretarial-it-experience",
    },
    experienced { "enh-ex-three-years-direct-contact", more_than = years(3) },
    experienced "enh-ex-multi-professional-working",
    experienced "enh-ex-vulnerable-clients",
    experienced "enh-ex-data-audit-reports",
    trained "enh-ex-safeguarding-level-3-training",
    trained "enh-ex-basic-life-support-training",
  }),
}

level "expert" {
  title = "Expert (gold)", rank = 3, after = "enhanced",
  says = "Knows care broadly and deeply, has managed, leads and mentors navigators, develops services and talks with "
    .. "those who commission them; hardly supervised, or not at all. Reached from the enhanced tier, or entered at "
    .. "once by whoever has its competencies. Example roles: navigator team leader, discharge coordinator. (A "
    .. "second list repeats the enhanced roles, evidently by mistake.) The example job description is of Band 5/6",
  source = "8.1 Expert; Figure 5; Appendix 3",
  requires = all {
    statements_of "expert",
    professionalism(),
    builds_on_enhanced(),
    some_experience { "exp-care-depth", "exp-managerial" },
  },
  desires = example("expert", {
    any {
      says = "A relevant degree, or training and experience of equal weight",
      qualified "exp-ex-degree",
      signed_off "exp-ex-degree-equivalent",
    },
    experienced { "exp-ex-five-years-direct-contact", at_least = years(5) },
    experienced "exp-ex-service-coordination",
    experienced "exp-ex-complex-needs-clients",
    experienced "exp-ex-project-budget-management",
    trained "exp-ex-safeguarding-level-3-training",
    trained "exp-ex-basic-life-support-training",
  }),
}
