-- The stroke pathway: Northside's own framework, who may assess in it, and what counts from elsewhere.

local day = "2026-09-01"
local stroke, somerset = "northside-stroke/", "somerset-social-prescribing/"

test "each thing a stroke link worker needs" { each_missing = stroke .. "stroke-link-worker", as_of = day }
test "each thing that leading reviews needs" { each_missing = stroke .. "lead-six-month-reviews", as_of = day }

local function worker(...)
  return { meeting(stroke .. "stroke-link-worker"), without = { ... } }
end
test "the ladder below counts: a lapsed fire safety course closes this as well" {
  as_of = day, level = stroke .. "stroke-link-worker", person = { worker "entry/trained:mand-fire-safety" },
  expect = not_eligible { "entry/trained:mand-fire-safety" },
}
test "stroke awareness lapses after two years" {
  as_of = day, level = stroke .. "stroke-link-worker",
  person = { worker "trained:stroke-awareness",
    record "training" { "stroke-awareness", outcome = "completed", on = "2024-09-01" } },
  expect = eligible { ["until"] = "2026-09-01", changes_to = "not-eligible" },
}
test "without the partner training nobody is one" {
  as_of = day, level = stroke .. "stroke-link-worker", person = { worker "trained:aphasia-partner" },
  expect = not_eligible { only = { "trained:aphasia-partner" } },
}

for _, competency in ipairs { "talking-with-aphasia", "carers-after-stroke" } do
  local leaf = "assessed:" .. competency
  local function rated(...)
    local person = { worker(leaf) }
    for _, rating in ipairs { ... } do
      person[#person + 1] = record "assessment" { stroke .. competency, value = rating[1], on = rating[2],
        by = "ann", as = rating[3] or "assessor" }
    end
    return { as_of = day, level = stroke .. "stroke-link-worker", person = person }
  end
  local function try(name, case, expect)
    case.expect = expect
    test(competency .. ": " .. name)(case)
  end
  try("alone is enough, for three years", rated { 2, "2023-09-01" },
    eligible { ["until"] = "2026-09-01", changes_to = "not-eligible" })
  try("somebody beside is not", rated { 1, "2026-06-01" }, not_eligible { only = { leaf } })
  try("the latest rating decides", rated({ 3, "2026-05-01" }, { 1, "2026-06-01" }), not_eligible { only = { leaf } })
  try("a peer does not rate", rated { 3, "2026-06-01", "peer" }, not_eligible { only = { leaf } })
end

local function signed(as)
  return { worker "signed_off:six-month-review-shadowed",
    record "signoff" { "six-month-review-shadowed", on = "2026-06-01", by = "s-amory", as = as } }
end
test "the supervisor's signature under the shadowed review counts as well" {
  as_of = day, level = stroke .. "stroke-link-worker", person = signed "supervisor", expect = eligible,
}
test "a peer's does not" {
  as_of = day, level = stroke .. "stroke-link-worker", person = signed "peer",
  expect = not_eligible { only = { "signed_off:six-month-review-shadowed" } },
}

-- Case rounds: six months back from the day, every six weeks, and a week's grace.
local function rounds(first)
  local person = { meeting(stroke .. "lead-six-month-reviews"), without = { "supervised:stroke-case-round" } }
  for _, on in ipairs { first, "2026-06-07", "2026-07-26" } do
    person[#person + 1] = record "supervision" { "stroke-case-round", on = on, by = "n", as = "supervisor" }
  end
  return person
end
test "seven weeks between case rounds are kept, the first of them from where the six months begin" {
  as_of = day, gate = stroke .. "lead-six-month-reviews", person = rounds "2026-04-19",
  expect = eligible { ["until"] = "2026-09-13", changes_to = "not-eligible" },
}
test "a day more is a gap" {
  as_of = day, gate = stroke .. "lead-six-month-reviews", person = rounds "2026-04-20",
  expect = not_eligible { "supervised:stroke-case-round" },
}

-- Recognised: the college's award opens the gate as if Northside had awarded its own level.
local function from_college(fields)
  return { meeting(stroke .. "lead-six-month-reviews"),
    without = { "stroke-link-worker/trained:stroke-awareness" },
    award "westshire-college/stroke-support" (fields) }
end
test "the college's award counts for two years" {
  as_of = day, gate = stroke .. "lead-six-month-reviews",
  person = from_college { on = "2024-09-01", by = "Westshire College" },
  expect = eligible { ["until"] = "2026-09-01", changes_to = "not-eligible" },
}
test "and not a day longer" {
  as_of = "2026-09-02", gate = stroke .. "lead-six-month-reviews",
  person = from_college { on = "2024-09-01", by = "Westshire College" },
  expect = not_eligible { "stroke-link-worker/trained:stroke-awareness" },
}
test "an award of that name by somebody else does not count" {
  as_of = day, gate = stroke .. "lead-six-month-reviews",
  person = from_college { on = "2026-03-01", by = "Shed Academy" },
  expect = not_eligible { "stroke-link-worker/trained:stroke-awareness" },
}

-- Who may assess.
test "whoever is established may assess" {
  as_of = day, gate = "assessors/northside-stroke",
  person = { award(somerset .. "established") { on = "2026-01-10" } }, expect = eligible,
}
test "meeting the criteria is not yet an award" {
  as_of = day, gate = "assessors/northside-stroke", person = { meeting(somerset .. "established") },
  expect = not_eligible { only = { "holds:somerset-social-prescribing/established", "in_role:stroke-specialist-nurse" } },
}
test "a nurse of the stroke team may, after a year" {
  as_of = day, gate = "assessors/northside-stroke",
  person = { record "role" { "stroke-specialist-nurse", on = "2025-09-01" } }, expect = eligible,
}
test "and not a day before" {
  as_of = "2026-08-31", gate = "assessors/northside-stroke",
  person = { record "role" { "stroke-specialist-nurse", on = "2025-09-01" } },
  expect = not_eligible { "in_role:stroke-specialist-nurse", ["until"] = "2026-08-31", changes_to = "eligible" },
}

-- The predicate: two people of the team, not two rounds.
local function round(on, by)
  return record "supervision" { "stroke-case-round", on = on, by = by, as = "supervisor" }
end
test "two rounds with two people are enough to cover for colleagues" {
  as_of = day, gate = stroke .. "cover-for-colleagues",
  person = { worker(), round("2026-05-04", "dee"), round("2026-06-15", "sam") }, expect = eligible,
}
test "two rounds with the same person are not" {
  as_of = day, gate = stroke .. "cover-for-colleagues",
  person = { worker(), round("2026-05-04", "dee"), round("2026-06-15", "dee") },
  expect = not_eligible { only = { "custom:known-to-the-team" } },
}
test "a round that is still to come does not count" {
  as_of = day, gate = stroke .. "cover-for-colleagues",
  person = { worker(), round("2026-05-04", "dee"), round("2026-09-02", "sam") },
  expect = not_eligible { ["until"] = "2026-09-01", changes_to = "eligible", "custom:known-to-the-team" },
}
test "who knows the team still needs what a stroke link worker needs" {
  as_of = day, gate = stroke .. "cover-for-colleagues",
  person = { worker "trained:aphasia-partner", round("2026-05-04", "dee"), round("2026-06-15", "sam") },
  expect = not_eligible { only = { "stroke-link-worker/trained:aphasia-partner" } },
}
