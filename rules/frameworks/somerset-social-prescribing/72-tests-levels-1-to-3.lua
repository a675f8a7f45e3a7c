-- Mid-career, established career, wider responsibilities: levels 1, 2 and 3 of the competencies.

local day = "2026-09-01"

for _, level in ipairs { "mid-career", "established", "wider-responsibilities" } do
  test("whoever has done everything reaches " .. level) {
    as_of = day, level = level, person = { meeting(level) }, expect = eligible,
  }
  test("each thing asked for " .. level .. " is needed") { as_of = day, each_missing = level }
  test("each thing asked for " .. level .. " is needed where skills are scored") {
    as_of = day, each_missing = level, parameters = { ["skills-evidence"] = "assessment" },
  }
  test("whether skills are signed off or scored is for the organisation to say: " .. level) {
    as_of = day, level = level, person = { meeting(level) }, parameters = { ["skills-evidence"] = unset },
    expect = indeterminate { parameter = "skills-evidence" },
  }
end

local function scored(level, competency, value, as, method)
  return { meeting(level), without = { competency }, -- by its name alone: in the levels below, too
    record "assessment" { competency, value = value, on = "2026-06-01", by = "an-assessor",
      as = as or "assessor", method = method or "observed-session" } }
end

-- The steps before ---------------------------------------------------------------------------------

local before = {
  ["mid-career"] = { award = "early-career", lapsed = "entry/trained:mand-fire-safety" },
  ["established"] = { award = "mid-career", lapsed = "entry/trained:mand-resuscitation" },
  ["wider-responsibilities"] = { award = "established", lapsed = "entry/trained:mand-data-security" },
}
for level, step in pairs(before) do
  test("an award of " .. step.award .. " stands below " .. level) {
    as_of = day, level = level,
    person = { award(step.award) { on = "2025-03-03" }, meeting(level), without = { step.lapsed } },
    expect = eligible,
  }
  test("without an award what lapsed far below counts against " .. level) {
    as_of = day, level = level, person = { meeting(level), without = { step.lapsed } },
    expect = not_eligible { step.lapsed },
  }
  test("an award of " .. step.award .. " from tomorrow on does not help today: " .. level) {
    as_of = day, level = level,
    person = { award(step.award) { on = "2026-09-02" }, meeting(level), without = { step.lapsed } },
    expect = not_eligible { step.lapsed, ["until"] = day, changes_to = "eligible" },
  }
end
test "a training that lapses far below sets the day for the top" {
  as_of = day, level = "wider-responsibilities",
  person = { meeting "wider-responsibilities", without = { "entry/trained:mand-data-security" },
    record "training" { "mand-data-security", outcome = "completed", on = "2025-10-04" } },
  expect = eligible { ["until"] = "2026-10-04", changes_to = "not-eligible" },
}

-- Mid-career: level 1, engaging people -------------------------------------------------------------

test "level 1: a score of two is too low" {
  as_of = day, level = "mid-career", person = scored("mid-career", "managing-setbacks", 2),
  expect = not_eligible { only = { "assessed:managing-setbacks" } },
}
test "level 1: a peer's score does not count" {
  as_of = day, level = "mid-career", person = scored("mid-career", "promoting-autonomy", 5, "peer"),
  expect = not_eligible { only = { "assessed:promoting-autonomy" } },
}
test "level 1: an organisation may ask for a four" {
  as_of = day, level = "mid-career", person = { meeting "mid-career", without = { "assessed:promoting-autonomy" },
    record "assessment" { "promoting-autonomy", value = 3, on = "2026-06-01", by = "a", as = "manager",
      method = "appraisal-review" } },
  parameters = { ["dreyfus-level-1"] = 4 },
  expect = not_eligible { only = { "assessed:promoting-autonomy" } },
}
test "level 1: which score is enough is for the organisation to say" {
  as_of = day, level = "mid-career", person = { meeting "mid-career" },
  parameters = { ["dreyfus-level-1"] = unset }, expect = indeterminate { parameter = "dreyfus-level-1" },
}
test "level 1: a skill that a peer signed off is not shown" {
  as_of = day, level = "mid-career", person = { meeting "mid-career", without = { "signed_off:l1-empathy" },
    record "signoff" { "l1-empathy", on = "2026-06-01", by = "a-colleague", as = "peer" } },
  expect = not_eligible { only = { "signed_off:l1-empathy" } },
}
test "level 1: where skills are scored, a sign-off is not enough" {
  as_of = day, level = "mid-career", person = { meeting "mid-career", without = { "assessed:l1-empathy" },
    record "signoff" { "l1-empathy", on = "2026-06-01", by = "a-supervisor", as = "supervisor" } },
  parameters = { ["skills-evidence"] = "assessment" },
  expect = not_eligible { only = { "assessed:l1-empathy" } },
}
test "level 1: where skills are scored, the same score is asked" {
  as_of = day, level = "mid-career", person = scored("mid-career", "l1-empathy", 2),
  parameters = { ["skills-evidence"] = "assessment" },
  expect = not_eligible { only = { "assessed:l1-empathy" } },
}
test "level 1: the two days of coaching are a resource and show nothing" {
  as_of = day, level = "mid-career", person = { meeting "mid-career", without = { "signed_off:l1-active-listening" },
    record "training" { "health-coaching-two-day", outcome = "completed", on = "2026-06-01" } },
  expect = not_eligible { only = { "signed_off:l1-active-listening" } },
}

-- Established career: level 2, enabling and supporting ---------------------------------------------

test "level 2: a score of two is too low" {
  as_of = day, level = "established", person = scored("established", "self-monitoring", 2),
  expect = not_eligible { only = { "assessed:self-monitoring" } },
}
test "level 2: nobody scores themselves" {
  as_of = day, level = "established",
  person = scored("established", "supporting-self-efficacy", 5, "self", "self-assessment"),
  expect = not_eligible { only = { "assessed:supporting-self-efficacy" } },
}
test "level 2: which score is enough is for the organisation to say" {
  as_of = day, level = "established", person = { meeting "established" },
  parameters = { ["dreyfus-level-2"] = unset }, expect = indeterminate { parameter = "dreyfus-level-2" },
}
test "level 2: no rhythm of coaching supervision is asked" {
  as_of = day, level = "established",
  person = { meeting "established",
    record "supervision" { "individual-coaching-supervision", on = "2020-01-06", by = "a-coach", as = "supervisor" } },
  expect = eligible,
}
test "level 2: what a level below asks is named with that level" {
  as_of = day, level = "established",
  person = { meeting "established", without = { "mid-career/assessed:managing-setbacks", "signed_off:l2-timely-follow-up" } },
  expect = not_eligible { only = { "mid-career/assessed:managing-setbacks", "signed_off:l2-timely-follow-up" } },
}

-- Wider responsibilities: level 3 ------------------------------------------------------------------

test "level 3: a four in one of the six is too low" {
  as_of = day, level = "wider-responsibilities", person = scored("wider-responsibilities", "self-monitoring", 4),
  expect = not_eligible { only = { "assessed:self-monitoring" } },
}
test "level 3: an organisation may be content with a four" {
  as_of = day, level = "wider-responsibilities", person = scored("wider-responsibilities", "self-monitoring", 4),
  parameters = { ["dreyfus-level-3"] = 4 }, expect = eligible,
}
test "level 3: which score is enough is for the organisation to say" {
  as_of = day, level = "wider-responsibilities", person = { meeting "wider-responsibilities" },
  parameters = { ["dreyfus-level-3"] = unset }, expect = indeterminate { parameter = "dreyfus-level-3" },
}
test "level 3: the score that nobody set leaves the levels below alone" {
  as_of = day, level = "established", person = { meeting "established" },
  parameters = { ["dreyfus-level-3"] = unset }, expect = eligible,
}

local function takes(...)
  return { meeting "wider-responsibilities", without = { "signed_off:taking-wider-duties",
    "signed_off:taking-leadership", "signed_off:taking-specialisation" }, ... }
end

test "level 3: somebody without any wider responsibility is not there" {
  as_of = day, level = "wider-responsibilities", person = takes(),
  expect = not_eligible { only = { "signed_off:taking-wider-duties", "signed_off:taking-leadership",
    "signed_off:taking-specialisation" } },
}
for _, duty in ipairs { "taking-wider-duties", "taking-leadership", "taking-specialisation" } do
  test("level 3: one wider responsibility is enough: " .. duty) {
    as_of = day, level = "wider-responsibilities",
    person = takes(record "signoff" { duty, on = "2026-04-01", by = "a-manager", as = "manager" }),
    expect = eligible,
  }
end
test "level 3: supervision and leadership are asked of everybody" {
  as_of = day, level = "wider-responsibilities",
  person = { meeting "wider-responsibilities", without = { "signed_off:l3-supervision-leadership" } },
  expect = not_eligible { only = { "signed_off:l3-supervision-leadership" } },
}
test "level 3: an organisation need not ask for supervision and leadership" {
  as_of = day, level = "wider-responsibilities",
  person = { meeting "wider-responsibilities" },
  parameters = { ["leadership-competency"] = "not-required" }, expect = eligible,
}
test "level 3: whether leadership is asked is for the organisation to say" {
  as_of = day, level = "wider-responsibilities",
  person = { meeting "wider-responsibilities", without = { "signed_off:l3-supervision-leadership" } },
  parameters = { ["leadership-competency"] = unset }, expect = indeterminate { parameter = "leadership-competency" },
}
test "level 3: whoever has shown leadership need not wait for the organisation" {
  as_of = day, level = "wider-responsibilities",
  person = { meeting "wider-responsibilities" },
  parameters = { ["leadership-competency"] = unset }, expect = eligible,
}
