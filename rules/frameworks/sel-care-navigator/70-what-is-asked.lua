-- What is asked, written down a second time, and people made of it. `meeting` and `each_missing` follow whatever the rules say;
-- what stands here does not, so whatever is lost, loosened or tightened there is noticed here.
-- `until` is a word of Lua itself, so as a name it is written ["until"].

day = "2026-09-01"

-- Lists --------------------------------------------------------------------------------------------------------------

-- All lists one after the other.
function join(...)
  local joined = {}
  for _, list in ipairs { ... } do
    for _, one in ipairs(list) do joined[#joined + 1] = one end
  end
  return joined
end

function each_prefixed(prefix, list)
  local prefixed = {}
  for i, one in ipairs(list) do prefixed[i] = prefix .. one end
  return prefixed
end

function all_but(list, ...)
  local rest = {}
  for _, one in ipairs(list) do
    local gone = false
    for _, without in ipairs { ... } do gone = gone or one == without end
    if not gone then rest[#rest + 1] = one end
  end
  return rest
end

-- People -------------------------------------------------------------------------------------------------------------

local verbs = { qualified = qualified, experienced = experienced, trained = trained, signed_off = signed_off, assessed = assessed }
local usual = {
  qualified = {}, trained = {},
  experienced = { on = "2015-01-05" }, -- and still
  signed_off = { as = "manager", method = "interview" },
  assessed = { as = "supervisor", method = "simulation", value = 1 },
}

-- What meets the criteria of those names, "verb:subject", one record each; `with` says what is otherwise about all of them.
function recorded_for(names, with)
  local by_verb, steps = {}, {}
  for _, name in ipairs(names) do
    local colon = name:find ":"
    local verb = name:sub(1, colon - 1)
    by_verb[verb] = by_verb[verb] or {}
    table.insert(by_verb[verb], name:sub(colon + 1))
  end
  for verb, fields in pairs(by_verb) do
    fields.on = "2026-03-02"
    for field, value in pairs(usual[verb]) do fields[field] = value end
    for field, value in pairs(with or {}) do fields[field] = value end
    steps[#steps + 1] = verbs[verb](fields)
  end
  return steps
end

function recommended(level, with)
  with = with or {}
  return record "appraisal" {
    level, outcome = with.outcome or "recommended", on = with.on or "2026-06-01", by = "an-appraiser", as = with.as or "manager",
  }
end

-- Person specifications ----------------------------------------------------------------------------------------------

-- `needed` in any case; of each pair in `either` the first or the second; `block` is the experience, its last item last, and
-- `instead` what takes its place.
specifications = {
  {
    needed = join({ "qualified:ps1-gcse-english-maths" }, each_prefixed("signed_off:", {
      "ps1-positive-attitude", "ps1-initiative-prioritising", "ps1-pressure-deadlines", "ps1-interpersonal-skills",
      "ps1-respect-confidentiality", "ps1-conflict-and-distress", "ps1-changing-environment",
      "ps1-willingness-to-learn", "ps1-literacy", "ps1-database-input", "ps1-clear-speech",
      "ps1-constructive-team-work", "ps1-records-and-devices"
    })),
    either = { "qualified:ps1-nvq-2-admin", "experienced:ps1-equivalent-admin-work" },
    block = { "experienced:ps1-reception-admin-experience", "trained:safeguarding-level-2", "trained:basic-life-support" },
    covered = { "trained:safeguarding-level-3" }, -- serves where level 2 is asked for
    instead = { "trained:entry-level-apprenticeship" },
  },
  {
    needed = join({ "qualified:ps2-gcse-english-maths" }, each_prefixed("signed_off:", {
      "ps2-positive-attitude", "ps2-initiative-prioritising", "ps2-organisational-skills", "ps2-pressure-deadlines",
      "ps2-interpersonal-skills", "ps2-communication-and-detail", "ps2-respect-confidentiality",
      "ps2-conflict-and-distress", "ps2-changing-environment", "ps2-problem-solving", "ps2-willingness-to-learn",
      "ps2-confident-communication", "ps2-database-recording", "ps2-clear-messages", "ps2-relate-to-all-staff",
      "ps2-motivate-team", "ps2-own-impact-resilience", "ps2-records-and-devices"
    })),
    either = { "qualified:ps2-secretarial-level-3", "experienced:ps2-admin-level-3-experience" },
    block = { "experienced:ps2-reception-independent-working", "signed_off:ps2-channels-and-databases",
      "trained:safeguarding-level-3", "trained:basic-life-support" },
    covered = {},
    instead = { "trained:band-2-3-programme", "appraised:level-2" },
  },
  {
    needed = join({ "qualified:ps3-a-level-with-gcse-c", "trained:safeguarding-level-3", "trained:basic-life-support" },
      each_prefixed("signed_off:", {
      "ps3-move-between-sites", "ps3-positive-attitude", "ps3-pressure-deadlines", "ps3-interpersonal-diplomacy",
      "ps3-communication-and-detail", "ps3-respect-confidentiality", "ps3-conflict-and-distress",
      "ps3-changing-environment", "ps3-independent-proactive", "ps3-organisational-skills",
      "ps3-willingness-to-learn", "ps3-confident-communication", "ps3-negotiation-motivation",
      "ps3-diplomatic-handling", "ps3-relate-to-all-staff", "ps3-motivate-team", "ps3-chairing-meetings",
      "ps3-organised-responsible", "ps3-records-and-devices"
      })),
    either = { "qualified:ps3-secretarial-it-level-3", "experienced:ps3-secretarial-it-experience" },
    block = { "experienced:ps3-three-years-direct-contact", "experienced:ps3-multi-professional-working",
      "experienced:ps3-vulnerable-clients", "experienced:ps3-data-audit-reports" },
    covered = {},
    instead = { "trained:band-3-4-programme", "appraised:level-3" },
  },
  {
    needed = join({ "trained:safeguarding-level-3", "trained:basic-life-support" }, each_prefixed("signed_off:", {
      "ps4-pattern-of-learning", "ps4-leadership-evidence", "ps4-admin-it-systems", "ps4-move-between-sites",
      "ps4-motivates-supports", "ps4-interpersonal-diplomacy", "ps4-conflict-complaints-distress",
      "ps4-manages-risk", "ps4-understands-confidentiality", "ps4-organised-adaptable", "ps4-prioritising",
      "ps4-positive-to-change", "ps4-self-motivated", "ps4-judgement-responsibility", "ps4-shares-good-practice",
      "ps4-promotes-equality", "ps4-willingness-to-learn", "ps4-sees-improvements", "ps4-confident-communication",
      "ps4-staff-appraisals", "ps4-mentoring-feedback", "ps4-negotiation-motivation", "ps4-diplomatic-handling",
      "ps4-limits-of-confidentiality", "ps4-relate-to-all-staff", "ps4-leads-projects", "ps4-motivates-others",
      "ps4-new-ideas", "ps4-chairing-meetings", "ps4-records-and-devices"
    })),
    either = { "qualified:ps4-degree", "signed_off:ps4-degree-equivalent" },
    block = { "experienced:ps4-five-years-direct-contact", "experienced:ps4-service-coordination",
      "experienced:ps4-complex-needs-clients", "experienced:ps4-project-budget-management",
      "signed_off:ps4-builds-relationships", "signed_off:ps4-outcomes-and-deadlines" },
    covered = {},
    instead = { "trained:band-4-5-programme", "appraised:level-4" },
  },
}

-- All that may be missing of a specification.
for _, specification in ipairs(specifications) do
  specification.missing = join(specification.needed, specification.either, specification.block, specification.covered,
    specification.instead)
end

-- Somebody who fulfils a specification by experience, less what is named.
function by_experience(number, ...)
  local asked = specifications[number]
  return recorded_for(all_but(join(asked.needed, { asked.either[1] }, asked.block), ...))
end

-- Somebody who fulfils it by what takes the place of experience, less what is named.
function by_programme(number, ...)
  local asked = specifications[number]
  local appraisal = number > 1 and { recommended("level-" .. number) } or {}
  return join(recorded_for(all_but(join(asked.needed, { asked.either[1], asked.instead[1] }), ...)), appraisal)
end

-- Table 1 ------------------------------------------------------------------------------------------------------------

columns = {
  {
    assessed = {
      "l1-telephone-skills", "l1-listening-skills", "l1-record-and-respond", "l1-proactive-contact",
      "l1-cultural-needs", "l1-complex-information", "l1-it-skills", "l1-information-governance",
      "l1-documents-and-data", "l1-accountability", "l1-follow-through", "l1-effective-handover",
      "l1-attention-to-detail", "l1-health-and-safety", "l1-alerting-to-emergencies", "l1-confidentiality",
      "l1-organisation-procedures", "l1-organisation-security", "l1-wider-welfare-context",
      "l1-local-services-awareness", "l1-empathy-compassion", "l1-distress-and-conflict",
      "l1-mental-health-and-welfare", "l1-person-centred-working", "l1-reliability", "l1-honesty-integrity",
      "l1-team-working", "l1-prioritising", "l1-time-management", "l1-stress-resilience", "l1-making-judgements",
      "l1-defining-boundaries", "l1-personal-support", "l1-stigma-discrimination", "l1-own-prejudices"
    },
    trained = { "basic-life-support", "safeguarding-level-2" },
  },
  {
    assessed = {
      "l2-common-terminology", "l2-multi-format-communication", "l2-collating-data", "l2-writing-reports",
      "l2-managing-databases", "l2-audit-basics", "l2-minute-taking", "l2-monitoring-systems",
      "l2-data-protection-act", "l2-care-plan-actions", "l2-vulnerable-distressed-people", "l2-crisis-response",
      "l2-barriers-to-care", "l2-signposting", "l2-services-register", "l2-local-policy",
      "l2-internal-presentations", "l2-coordinate-meetings", "l2-group-sessions", "l2-health-promotion",
      "l2-motivational-interviewing", "l2-healthy-choices", "l2-regular-reviews", "l2-team-decisions",
      "l2-impact-of-own-work", "l2-limitations-and-debrief", "l2-resilience", "l2-legal-ethical-principles"
    },
    trained = { "safeguarding-level-3", "end-of-life-care-level-2", "mental-health-level-2" },
  },
  {
    assessed = {
      "l3-enquiry-for-risk", "l3-give-receive-feedback", "l3-negotiation", "l3-risk-analysis-software",
      "l3-care-plan-management", "l3-referral-prioritising", "l3-vulnerable-assessment-principles",
      "l3-long-term-condition-impact", "l3-stable-caseload", "l3-case-for-change", "l3-strategic-reports",
      "l3-multidisciplinary-networking", "l3-chair-reviews", "l3-education-and-training", "l3-advocacy-and-enabling",
      "l3-social-care-budgets", "l3-motivational-interviewing", "l3-supportive-environment",
      "l3-supervise-junior-staff", "l3-emotional-support", "l3-post-discharge-support", "l3-self-confidence",
      "l3-self-directed-learning", "l3-reflect-on-own-work", "l3-role-model", "l3-population-cultural-needs"
    },
    trained = {},
  },
  {
    assessed = {
      "l4-strategic-negotiation", "l4-lead-care-teams", "l4-quality-improvement", "l4-service-planning-budgets",
      "l4-outcome-evaluation", "l4-complex-care-needs", "l4-public-health-issues", "l4-complaints",
      "l4-recruit-and-induct", "l4-strategic-planning", "l4-project-management", "l4-mentor-junior-staff",
      "l4-debrief-junior-staff", "l4-run-appraisal-system", "l4-supervise-junior-staff", "l4-workforce-management",
      "l4-reflect-on-practice", "l4-tact-diplomacy", "l4-ethical-evaluation"
    },
    trained = {},
  },
}

-- The names of a column's criteria.
function column_names(number)
  local column = columns[number]
  return join(each_prefixed("assessed:", column.assessed), each_prefixed("trained:", column.trained))
end

-- Those of all columns from the first to that one.
function names_up_to(number)
  local names = {}
  for at = 1, number do names = join(names, column_names(at)) end
  return names
end

-- Levels -----------------------------------------------------------------------------------------------------------------

entry_equal = signed_off { "entry-level-equivalent", on = "2026-03-02", as = "manager" }

-- What only level 1 asks of all levels.
function entry_of(number)
  return number == 1 and { entry_equal } or {}
end
-- The level below awarded and the specification fulfilled: all but the column.
function placed(number)
  return join(number > 1 and { award("level-" .. number - 1) { on = "2025-01-06" } } or {}, entry_of(number), by_experience(number))
end
function promoted(number)
  return join(placed(number), recorded_for(column_names(number)))
end
-- Somebody from elsewhere, who shows the columns below as well, less what is named.
function direct(number, ...)
  return join(entry_of(number), by_experience(number, ...), recorded_for(all_but(names_up_to(number), ...)))
end
-- The levels from one to another, as awards that are missing.
function unheld(from, to)
  local names = {}
  for at = from, to do names[#names + 1] = "holds:level-" .. at end
  return names
end
