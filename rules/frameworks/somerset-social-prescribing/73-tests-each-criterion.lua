-- Each criterion of each step, written down a second time. `meeting` and `each_missing` follow whatever 60-levels.lua
-- says; what stands here does not, so a criterion that is lost, loosened or tightened there is noticed here.

local day = "2026-09-01"

-- What each step asks of its own: things signed off, courses, and competencies with the score that is just enough.
local steps = {
  { level = "entry",
    signed_off = { "person-specification-met", "ind-it-systems", "ind-supervision-appraisal", "ind-clinical-escalation",
      "ind-policies-procedures", "ind-team-roles-meetings", "ind-outcome-tools", "ind-snomed-codes",
      "ind-online-directories" },
    trained = { "mand-conflict-resolution", "mand-data-security", "mand-equality-human-rights", "mand-fire-safety",
      "mand-health-safety-welfare", "mand-infection-prevention", "mand-moving-handling",
      "mand-preventing-radicalisation", "mand-resuscitation", "mand-safeguarding-children",
      "mand-safeguarding-adults", "care-certificate" },
    instead = { "trained:chww-apprenticeship" }, -- of a person specification
    assessed = {}, score = 0 },
  { level = "early-career", below = "entry",
    signed_off = { "core-cultural-competence", "core-disability-matters", "core-health-inequalities",
      "core-mental-capacity", "core-safeguarding-adults", "core-safeguarding-children", "core-shared-decision-making",
      "core-care-support-planning", "core-social-prescribing", "core-supported-self-management",
      "core-enabling-choice", "core-personal-budgets" },
    trained = {},
    instead = { "trained:elfh-cultural-competence", "trained:elfh-disability-matters",
      "trained:health-creation-inequalities", "trained:elfh-mental-capacity-act", "trained:elfh-safeguarding-adults",
      "trained:elfh-safeguarding-children", "trained:pci-shared-decision-making", "trained:pci-care-support-planning",
      "trained:elfh-social-prescribing", "trained:nhse-supported-self-management",
      "trained:elfh-person-centred-approaches", "trained:pci-core-skills", "trained:elfh-personal-health-budgets" },
    assessed = { "person-centred-approach" }, score = 3 },
  { level = "mid-career", below = "early-career",
    signed_off = { "l1-hello-my-name-is", "l1-open-ended-questions", "l1-focused-to-closed-questions", "l1-reflection",
      "l1-empathy", "l1-affirmation", "l1-normalisation", "l1-demystifying-information", "l1-active-listening",
      "l1-summarising", "l1-clarification", "l1-non-verbal-communication", "l1-environmental-awareness",
      "l1-ask-before-advising" },
    trained = {}, instead = {},
    assessed = { "promoting-autonomy", "action-planning-goal-setting", "managing-setbacks" }, score = 3 },
  { level = "established", below = "mid-career",
    signed_off = { "l2-what-matters-planning", "l2-information-for-choice", "l2-explore-decisions",
      "l2-priorities-and-outcomes", "l2-activation-and-literacy", "l2-coproduce-goals-plan", "l2-timely-follow-up" },
    trained = {}, instead = {},
    assessed = { "supporting-self-efficacy", "self-monitoring" }, score = 3 },
  { level = "wider-responsibilities", below = "established",
    signed_off = { "l3-shared-decision-making", "l3-care-support-planning", "l3-community-development",
      "l3-self-management-support", "l3-enabling-choice", "l3-personal-budgets", "l3-supervision-leadership",
      "taking-wider-duties" },
    trained = {},
    instead = { "signed_off:taking-leadership", "signed_off:taking-specialisation" }, -- of wider duties
    assessed = { "person-centred-approach", "promoting-autonomy", "action-planning-goal-setting", "managing-setbacks",
      "supporting-self-efficacy", "self-monitoring" }, score = 5 },
}

-- "verb:subject" of each, after what is in the list already.
local function ids(list, verb, subjects)
  for _, subject in ipairs(subjects) do list[#list + 1] = verb .. ":" .. subject end
  return list
end
local function append(list, more)
  for _, id in ipairs(more) do list[#list + 1] = id end
  return list
end

-- The records of one verb for all subjects at once; none for none.
local function each(verb, subjects, fields)
  if #subjects == 0 then return {} end
  for i, subject in ipairs(subjects) do fields[i] = subject end
  return { verb(fields) }
end

-- Somebody at a step: the step below awarded, and exactly what is asked; `with` says what is otherwise.
local function person(step, with)
  return {
    step.below and { award(step.below) { on = "2025-01-06" } } or {},
    each(signed_off, with.signed_off or step.signed_off, { on = "2026-03-02", as = with.signed_off_as or "manager" }),
    each(trained, step.trained, { on = "2026-03-02" }),
    each(assessed, step.assessed, { on = "2026-03-02", value = with.score or step.score,
      as = with.assessed_as or "assessor", method = with.method or "observed-session" }),
    with.later and each(assessed, step.assessed, { on = "2026-06-01", value = with.later, as = "supervisor",
      method = "supervision-review" }) or {},
  }
end

for _, step in ipairs(steps) do
  local level = step.level
  local signed, scored = ids({}, "signed_off", step.signed_off), ids({}, "assessed", step.assessed)

  test("exactly this is enough: " .. level) {
    as_of = day, level = level, person = person(step, {}), expect = eligible,
  }
  test("exactly this is missing where there is nothing: " .. level) {
    as_of = day, level = level, person = step.below and { award(step.below) { on = "2025-01-06" } } or {},
    expect = not_eligible {
      only = append(append(ids(ids({}, "signed_off", step.signed_off), "trained", step.trained), scored), step.instead) },
  }
  test("one thing that nobody signed off is enough to be missing: " .. level) {
    as_of = day, level = level, person = person(step, { signed_off = { table.unpack(step.signed_off, 2) } }),
    expect = not_eligible { signed[1] },
  }
  test("what peers signed off counts nowhere: " .. level) {
    as_of = day, level = level, person = person(step, { signed_off_as = "peer" }),
    expect = not_eligible { only = append(signed, step.instead) },
  }
  if step.below then
    test("nobody skips the step below: " .. level) {
      as_of = day, level = level, person = { table.unpack(person(step, {}), 2) }, expect = not_eligible {},
    }
    for name, with in pairs {
      ["one point less is too low"] = { score = step.score - 1 },
      ["peers do not rate"] = { assessed_as = "peer" },
      ["self-assessments do not count, whoever enters them"] = { method = "self-assessment" },
      ["the latest score counts, not the best"] = { score = 5, later = step.score - 1 },
    } do
      test(name .. ": " .. level) {
        as_of = day, level = level, person = person(step, with), expect = not_eligible { only = scored },
      }
    end
  end
end

-- Sign-offs and courses of the core, each for the other ------------------------------------------------

local core = steps[2]
local function core_by(...)
  return { award "entry" { on = "2025-01-06" }, assessed { "person-centred-approach", value = 3, on = "2026-03-02",
    as = "assessor", method = "observed-session" }, ... }
end
local courses = { "elfh-cultural-competence", "elfh-disability-matters", "health-creation-inequalities",
  "elfh-mental-capacity-act", "elfh-safeguarding-adults", "elfh-safeguarding-children", "pci-shared-decision-making",
  "pci-care-support-planning", "elfh-social-prescribing", "nhse-supported-self-management", "pci-core-skills",
  "elfh-personal-health-budgets" }

test "courses alone show the core" {
  as_of = day, level = "early-career", person = core_by(each(trained, courses, { on = "2026-03-02" })),
  expect = eligible,
}
test "courses that are under way show nothing of it" {
  as_of = day, level = "early-career",
  person = core_by(each(trained, courses, { on = "2026-03-02", outcome = "undertaking" })),
  expect = not_eligible { only = append(ids({}, "signed_off", core.signed_off), core.instead) },
}

-- Until when trainings count --------------------------------------------------------------------------

local function entry_with(trainings)
  return { each(signed_off, steps[1].signed_off, { on = "2026-03-02" }),
    trained { "care-certificate", on = "2026-03-02" }, trainings }
end
local yearly = { "mand-data-security", "mand-fire-safety", "mand-resuscitation" }
local three_yearly = { "mand-conflict-resolution", "mand-equality-human-rights", "mand-health-safety-welfare",
  "mand-infection-prevention", "mand-moving-handling", "mand-preventing-radicalisation", "mand-safeguarding-children",
  "mand-safeguarding-adults" }
local function all_since(yearly_on, three_yearly_on)
  return entry_with { each(trained, yearly, { on = yearly_on }), each(trained, three_yearly, { on = three_yearly_on }) }
end

test "every mandatory training on its last day" {
  as_of = day, level = "entry", person = all_since("2025-09-01", "2023-09-01"),
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "trainings of a year on the first day after" {
  as_of = day, level = "entry", person = all_since("2025-08-31", "2023-09-01"),
  expect = not_eligible { only = ids({}, "trained", yearly) },
}
test "trainings of three years on the first day after" {
  as_of = day, level = "entry", person = all_since("2025-09-01", "2023-08-31"),
  expect = not_eligible { only = ids({}, "trained", three_yearly) },
}
for name, on in pairs { ["their last day"] = "2023-09-01", ["the first day after"] = "2023-08-31" } do
  local safeguarding = { "elfh-safeguarding-adults", "elfh-safeguarding-children" }
  local lapsed = { "signed_off:core-safeguarding-adults", "trained:elfh-safeguarding-adults",
    "signed_off:core-safeguarding-children", "trained:elfh-safeguarding-children" }
  test("safeguarding courses of the core on " .. name) {
    as_of = day, level = "early-career",
    person = { award "entry" { on = "2025-01-06" }, meeting "early-career", without = lapsed,
      each(trained, safeguarding, { on = on }) },
    expect = on == "2023-09-01" and eligible { ["until"] = day } or not_eligible { only = lapsed },
  }
end

-- How far courses must have come ----------------------------------------------------------------------

for _, outcome in ipairs { "enrolled", "undertaking", "completed" } do
  test("at entry the Care Certificate may be " .. outcome) {
    as_of = day, level = "entry",
    person = { meeting "entry", without = "care-certificate",
      trained { "care-certificate", on = "2026-08-03", outcome = outcome } },
    expect = eligible,
  }
  test("the apprenticeship may be " .. outcome) {
    as_of = day, level = "entry",
    person = { meeting "entry", without = "person-specification-met",
      trained { "chww-apprenticeship", on = "2026-08-03", outcome = outcome } },
    expect = eligible,
  }
end
test "mandatory training that has only begun does not count" {
  as_of = day, level = "entry", person = entry_with(each(trained, append({ table.unpack(yearly) }, three_yearly),
    { on = "2026-08-03", outcome = "undertaking" })),
  expect = not_eligible { only = ids(ids({}, "trained", yearly), "trained", three_yearly) },
}

-- The kinds of wider responsibility -------------------------------------------------------------------

for _, kind in ipairs { "taking-wider-duties", "taking-leadership", "taking-specialisation" } do
  local function signed_by(as)
    return { meeting "wider-responsibilities",
      without = { "taking-wider-duties", "taking-leadership", "taking-specialisation" },
      signed_off { kind, on = "2026-03-02", as = as } }
  end
  test("a manager signs off " .. kind) {
    as_of = day, level = "wider-responsibilities", person = signed_by "manager", expect = eligible,
  }
  test("a peer does not sign off " .. kind) {
    as_of = day, level = "wider-responsibilities", person = signed_by "peer",
    expect = not_eligible { only = { "signed_off:taking-wider-duties", "signed_off:taking-leadership",
      "signed_off:taking-specialisation" } },
  }
end
