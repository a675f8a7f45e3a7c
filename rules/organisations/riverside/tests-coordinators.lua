-- Care coordinators: two frameworks ask about the same people on the same day, and each keeps its own answer.

local day = "2026-09-01"
local nhse, arrs = "nhse-care-coordinator/", "arrs-roles/"

-- Somebody who has everything else, and whose name is down for both courses of the job.
local function enrolled(gate, course)
  local person = { meeting(gate), without = "trained:" .. course }
  for _, id in ipairs { "pci-two-day-care-coordination", "pci-care-coordination" } do
    person[#person + 1] = record "training" { id, outcome = "enrolled", on = "2026-08-20" }
  end
  return person
end
test "trap 7: having enrolled is enough for the scheme" {
  as_of = day, gate = arrs .. "arrs-care-coordinator",
  person = enrolled(arrs .. "arrs-care-coordinator", "pci-care-coordination"), expect = eligible,
}
test "trap 7: and not enough to take referrals" {
  as_of = day, gate = nhse .. "take-referrals",
  person = enrolled(nhse .. "take-referrals", "pci-two-day-care-coordination"),
  expect = not_eligible { only = "trained:pci-two-day-care-coordination" },
}

for _, part in ipairs {
  "signed_off:setting-induction", "trained:mandatory-safeguarding", "trained:mandatory-confidentiality",
  "signed_off:induction-it-systems",
} do
  test("Riverside's induction has " .. part) {
    as_of = day, gate = nhse .. "take-referrals", person = { meeting(nhse .. "take-referrals"), without = part },
    expect = not_eligible { only = part },
  }
end

-- Supervision: what is stated for full-time staff, what was decided for newcomers, and what is open.
local function supervised_since(start, fte, ...)
  local person = {
    meeting(nhse .. "supervision-in-order"), without = { "in_role:care-coordinator", "supervised:regular-supervision" },
    record "role" { "care-coordinator", on = start, value = fte },
  }
  for _, on in ipairs { ... } do
    person[#person + 1] = record "supervision" { "regular-supervision", on = on, by = "s-amory", as = "supervisor" }
  end
  return { as_of = day, gate = nhse .. "supervision-in-order", person = person }
end
local function try(name, case, expect)
  case.expect = expect
  test(name)(case)
end

try("full-time: every month, and a week late is in time",
  supervised_since("2024-01-08", 1, "2026-06-08", "2026-07-15", "2026-08-22"), eligible)
try("full-time: a day more is a session missed",
  supervised_since("2024-01-08", 1, "2026-06-08", "2026-07-15", "2026-08-23"), not_eligible)
try("part-time: nobody has decided", supervised_since("2024-01-08", 0.6, "2026-06-08", "2026-07-15", "2026-08-22"),
  indeterminate { parameter = "part-time-cadence" })
try("part-time: new staff are seen every fortnight all the same",
  supervised_since("2026-07-13", 0.6, "2026-07-27", "2026-08-10", "2026-08-24"), eligible)
try("part-time: and no later than a week after", supervised_since("2026-07-13", 0.6, "2026-07-27", "2026-08-18"), not_eligible)

local function developed(...)
  local person = { meeting(nhse .. "six-to-twelve-months"), without = {} }
  for i, course in ipairs { "webinars", "formal-offers", "role-setting-training" } do
    person.without[i] = "trained:cpd-" .. course
  end
  for _, course in ipairs { ... } do
    person[#person + 1] = record "training" { course, outcome = "completed", on = "2026-07-01" }
  end
  return person
end
test "two kinds of development in the first year are asked for" {
  as_of = day, level = nhse .. "six-to-twelve-months", person = developed("cpd-webinars", "cpd-mental-health"), expect = eligible,
}
test "one is not enough" {
  as_of = day, level = nhse .. "six-to-twelve-months", person = developed "cpd-webinars", expect = not_eligible,
}
