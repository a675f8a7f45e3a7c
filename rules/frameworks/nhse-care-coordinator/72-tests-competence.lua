-- The nineteen competencies, entry to the role, and two jobs at once.

local day = "2026-09-01"

local all_nineteen = {
  "personalised-care-approach", "assess-needs", "align-resources",
  "establish-accountability", "facilitate-transitions", "proactive-care-plan", "monitor-and-respond",
  "support-self-management", "professional-relationships",
  "communication", "interpersonal-communication", "information-transfer", "link-community-resources",
  "digital-signposting", "coordination-teamwork", "data-handling",
  "continuous-learning-practice", "professionalism", "digital-coordination",
}

-- "verb:subject" of each, with what stands before it.
local function ids(verb, subjects, before)
  local list = {}
  for i, subject in ipairs(subjects) do list[i] = (before or "") .. verb .. ":" .. subject end
  return list
end
local function joined(...)
  local list = {}
  for _, more in ipairs { ... } do
    for _, id in ipairs(more) do list[#list + 1] = id end
  end
  return list
end
-- The records of one verb for all nineteen at once, but for one that is named.
local function nineteen(verb, fields, but)
  for _, competency in ipairs(all_nineteen) do
    if competency ~= but then fields[#fields + 1] = competency end
  end
  return verb(fields)
end

local assessed_all = ids("assessed", all_nineteen)
local evidenced_all = ids("evidenced", all_nineteen)

-- Found met by a supervisor, with one piece of evidence each; `with` says what is otherwise.
local function competent(with)
  return {
    nineteen(assessed, { on = "2026-03-02", value = with.value or 1, as = with.as or "supervisor",
      by = with.as == "self" and "the-person" or "somebody", method = with.method or "supervisor-review" },
      with.not_assessed),
    nineteen(evidenced, { on = "2026-03-02", outcome = with.outcome or "verified", method = with.kind or "work-examples" },
      with.not_evidenced),
    with.later and nineteen(assessed, { on = "2026-06-01", value = with.later, as = "supervisor",
      method = "supervisor-review" }) or {},
  }
end

for _, gate in ipairs { "core-competence", "entry-to-role", "dual-role-health-coach", "dual-role-link-worker" } do
  test("whoever has everything passes: " .. gate) { as_of = day, gate = gate, person = { meeting(gate) }, expect = eligible }
  test("each thing is needed: " .. gate) { as_of = day, each_missing = gate }
end

-- Competencies -------------------------------------------------------------------------------------

test "exactly this shows the nineteen" { as_of = day, gate = "core-competence", person = competent {}, expect = eligible }
test "all nineteen are missing where there is nothing" {
  as_of = day, gate = "core-competence", person = {}, expect = not_eligible { only = joined(assessed_all, evidenced_all) },
}
test "trap 5: not yet is a score, and is too low" {
  as_of = day, gate = "core-competence", person = competent { value = 0 }, expect = not_eligible { only = assessed_all },
}
test "the latest finding counts, not the best" {
  as_of = day, gate = "core-competence", person = competent { value = 1, later = 0 },
  expect = not_eligible { only = assessed_all },
}
test "what was not yet there can come" {
  as_of = day, gate = "core-competence", person = competent { value = 0, later = 1 }, expect = eligible,
}
for _, as in ipairs { "self", "peer", "manager", "assessor" } do
  test("only supervisors find competencies met, as the source says: " .. as) {
    as_of = day, gate = "core-competence", person = competent { as = as }, expect = not_eligible { only = assessed_all },
  }
end
test "an organisation may let managers find them met" {
  as_of = day, gate = "core-competence", person = competent { as = "manager" },
  parameters = { ["nhse-roles"] = { "supervisor", "manager" } }, expect = eligible,
}
test "a self-assessment counts for nothing, whoever enters it" {
  as_of = day, gate = "core-competence", person = competent { method = "self-assessment" },
  expect = not_eligible { only = assessed_all },
}
for _, kind in ipairs { "work-examples", "feedback-people", "feedback-colleagues", "observed-practice" } do
  test("a kind of evidence for the portfolio: " .. kind) {
    as_of = day, gate = "core-competence", person = competent { kind = kind }, expect = eligible,
  }
end
test "the tools for reflecting help and show nothing" {
  as_of = day, gate = "core-competence", person = competent { kind = "reflective-tools" },
  expect = not_eligible { only = evidenced_all },
}
for _, outcome in ipairs { "submitted", "rejected", "formative" } do
  test("evidence that nobody verified shows nothing: " .. outcome) {
    as_of = day, gate = "core-competence", person = competent { outcome = outcome },
    expect = not_eligible { only = evidenced_all },
  }
end
test "an organisation may ask for more evidence" {
  as_of = day, gate = "core-competence", person = competent {}, parameters = { ["nhse-evidence"] = 2 },
  expect = not_eligible { only = evidenced_all },
}
test "more evidence is two pieces of any kind" {
  as_of = day, gate = "core-competence",
  person = { competent {}, nineteen(evidenced, { on = "2026-05-04", method = "feedback-people" }) },
  parameters = { ["nhse-evidence"] = 2 }, expect = eligible,
}
for _, name in ipairs { "attainment", "nhse-evidence", "evidence-kinds" } do
  test("trap 6: how competencies are shown is for the organisation to say: " .. name) {
    as_of = day, gate = "core-competence", person = competent {}, parameters = { [name] = unset },
    expect = indeterminate { parameter = name },
  }
end
for _, competency in ipairs(all_nineteen) do
  test("one competency that was not assessed is missing: " .. competency) {
    as_of = day, gate = "core-competence", person = competent { not_assessed = competency },
    expect = not_eligible { only = { "assessed:" .. competency } },
  }
  test("one competency without evidence is missing: " .. competency) {
    as_of = day, gate = "core-competence", person = competent { not_evidenced = competency },
    expect = not_eligible { only = { "evidenced:" .. competency } },
  }
end

-- Entry to the role --------------------------------------------------------------------------------

local values = { "value-together-for-patients", "value-respect-dignity", "value-quality-commitment", "value-compassion",
  "value-improving-lives", "value-everyone-counts" }

local function committed(as, but)
  local fields = { "commitment-personalised-care", on = "2026-08-03", as = as or "manager" }
  for _, value in ipairs(values) do
    if value ~= but then fields[#fields + 1] = value end
  end
  return signed_off(fields)
end

test "any background will do, and none is asked for" {
  as_of = day, gate = "entry-to-role", person = { committed() }, expect = eligible,
}
test "commitment and six values are missing where there is nothing" {
  as_of = day, gate = "entry-to-role", person = {},
  expect = not_eligible { only = joined({ "signed_off:commitment-personalised-care" }, ids("signed_off", values)) },
}
test "a peer's word for values opens nothing" {
  as_of = day, gate = "entry-to-role", person = { committed "peer" },
  expect = not_eligible { only = joined({ "signed_off:commitment-personalised-care" }, ids("signed_off", values)) },
}
for _, value in ipairs(values) do
  test("each value is needed: " .. value) {
    as_of = day, gate = "entry-to-role", person = { committed("manager", value) },
    expect = not_eligible { only = { "signed_off:" .. value } },
  }
end
test "a background alone opens nothing" {
  as_of = day, gate = "entry-to-role",
  person = { experienced { "entry-health-care", "entry-other-sector", "entry-lived-experience", "entry-volunteering",
    on = "2015-01-05" }, trained { "chww-apprenticeship", on = "2026-07-01" } },
  expect = not_eligible { "signed_off:commitment-personalised-care" },
}
test "an organisation may ask for the competencies at once" {
  as_of = day, gate = "entry-to-role", person = { committed() }, parameters = { ["competencies-at-entry"] = "required" },
  expect = not_eligible { only = joined(ids("assessed", all_nineteen, "core-competence/"),
    ids("evidenced", all_nineteen, "core-competence/")) },
}
test "whoever has the competencies at once passes" {
  as_of = day, gate = "entry-to-role", person = { committed(), competent {} },
  parameters = { ["competencies-at-entry"] = "required" }, expect = eligible,
}
test "trap 6: whether competencies are asked for at once is for the organisation to say" {
  as_of = day, gate = "entry-to-role", person = { committed() }, parameters = { ["competencies-at-entry"] = unset },
  expect = indeterminate { parameter = "competencies-at-entry" },
}

-- Two jobs -----------------------------------------------------------------------------------------

local referrals = { trained { "pci-two-day-care-coordination", "pci-care-support-planning", "pci-shared-decision-making",
  "mandatory-safeguarding", "mandatory-confidentiality", on = "2026-08-03" },
  signed_off { "setting-induction", on = "2026-08-28", as = "manager" } }

-- The other job: its gate, its courses, and what the employer confirms.
local others = {
  { gate = "dual-role-health-coach", courses = { "pci-health-coaching" }, met = "health-coach-competencies-met" },
  { gate = "dual-role-link-worker", courses = { "elfh-social-prescribing", "pci-link-worker-training" },
    met = "link-worker-competencies-met" },
}
for i, other in ipairs(others) do
  local neighbour = others[3 - i]
  local function learned(outcome)
    local fields = { on = "2026-08-03", outcome = outcome }
    for k, course in ipairs(other.courses) do fields[k] = course end
    return trained(fields)
  end
  local confirmed = signed_off { other.met, on = "2026-08-28", as = "manager" }

  test("trap 13: exactly this is enough for both jobs: " .. other.gate) {
    as_of = day, gate = other.gate, person = { referrals, competent {}, learned(), confirmed }, expect = eligible,
  }
  test("trap 13: the other job's training is no substitute for this one's: " .. other.gate) {
    as_of = day, gate = other.gate, person = { competent {}, learned(), confirmed },
    expect = not_eligible { "take-referrals/trained:pci-two-day-care-coordination",
      "take-referrals/trained:pci-care-support-planning", "take-referrals/trained:pci-shared-decision-making" },
  }
  test("trap 13: this job's training is no substitute for the other's: " .. other.gate) {
    as_of = day, gate = other.gate, person = { referrals, competent {}, confirmed },
    expect = not_eligible { only = ids("trained", other.courses) },
  }
  for k, course in ipairs(other.courses) do
    test("trap 13: each course of the other job is needed: " .. other.gate .. ": " .. course) {
      as_of = day, gate = other.gate,
      person = { referrals, competent {}, confirmed,
        #other.courses > 1 and trained { other.courses[3 - k], on = "2026-08-03" } or {} },
      expect = not_eligible { only = { "trained:" .. course } },
    }
  end
  test("trap 13: this job's competencies are no substitute for the other's: " .. other.gate) {
    as_of = day, gate = other.gate, person = { referrals, competent {}, learned() },
    expect = not_eligible { only = { "signed_off:" .. other.met } },
  }
  test("trap 13: nor the other's for this job's: " .. other.gate) {
    as_of = day, gate = other.gate, person = { referrals, learned(), confirmed },
    expect = not_eligible { only = joined(ids("assessed", all_nineteen, "core-competence/"),
      ids("evidenced", all_nineteen, "core-competence/")) },
  }
  test("a third job's training opens nothing: " .. other.gate) {
    as_of = day, gate = other.gate, person = { meeting(neighbour.gate) }, expect = not_eligible { "signed_off:" .. other.met },
  }
  for _, outcome in ipairs { "enrolled", "undertaking" } do
    test("properly trained is not " .. outcome .. ": " .. other.gate) {
      as_of = day, gate = other.gate, person = { referrals, competent {}, learned(outcome), confirmed },
      expect = not_eligible { only = ids("trained", other.courses) },
    }
    test("an organisation may be content with " .. outcome .. ": " .. other.gate) {
      as_of = day, gate = other.gate, person = { referrals, competent {}, learned(outcome), confirmed },
      parameters = { ["dual-outcome"] = { "enrolled", "undertaking", "completed" } }, expect = eligible,
    }
  end
  test("trap 6: what properly trained means is for the organisation to say: " .. other.gate) {
    as_of = day, gate = other.gate, person = { meeting(other.gate) }, parameters = { ["dual-outcome"] = unset },
    expect = indeterminate { parameter = "dual-outcome" },
  }
  test("what peers confirm of the other job opens nothing: " .. other.gate) {
    as_of = day, gate = other.gate,
    person = { referrals, competent {}, learned(), signed_off { other.met, on = "2026-08-28", as = "peer" } },
    expect = not_eligible { only = { "signed_off:" .. other.met } },
  }
end
