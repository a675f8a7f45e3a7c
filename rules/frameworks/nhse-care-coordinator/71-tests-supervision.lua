-- Supervision in order: who stands behind somebody, and how often they meet. A session counts as in time through the day
-- that lies a cadence and the grace after the one before it, so each of the dates below is a last day or a first day after.

local day = "2026-09-01"
local missing_early = not_eligible { only = { "supervised:regular-supervision" } } -- in the first six months
local missing = not_eligible { only = { "supervised:regular-supervision#2" } } -- full-time staff after that
local missing_part_time = not_eligible { only = { "supervised:regular-supervision#3" } }

local function sessions(...)
  local made = {}
  for _, on in ipairs { ... } do
    made[#made + 1] = record "supervision" { "regular-supervision", on = on, by = "a-supervisor", as = "supervisor" }
  end
  return made
end

-- In the post since a day, for a share of full time, with all contacts and these sessions.
local function in_post(since, share, met)
  return {
    record "role" { "care-coordinator", on = since, value = share },
    signed_off { "named-first-contact", "suitable-supervisor", "concerns-route", on = "2025-01-06", as = "manager" },
    met,
  }
end

test "whoever has everything is supervised in order" {
  as_of = day, gate = "supervision-in-order", person = { meeting "supervision-in-order" }, expect = eligible,
}
-- `each_missing` cannot make somebody who works part-time, or who is new and was not met with: further down they are.
test "somebody without anything is told of contacts and of sessions" {
  as_of = day, gate = "supervision-in-order", person = {},
  expect = not_eligible { only = { "in_role:care-coordinator", "signed_off:named-first-contact",
    "signed_off:suitable-supervisor", "signed_off:concerns-route", "supervised:regular-supervision#3" } },
}

-- The people behind it -----------------------------------------------------------------------------

local seen_lately = sessions("2026-06-15", "2026-07-15", "2026-08-15")

for _, contact in ipairs { "named-first-contact", "suitable-supervisor", "concerns-route" } do
  test("each contact is needed: " .. contact) {
    as_of = day, gate = "supervision-in-order", person = { meeting "supervision-in-order", without = { contact } },
    expect = not_eligible { only = { "signed_off:" .. contact } },
  }
  test("a contact is not for peers to confirm: " .. contact) {
    as_of = day, gate = "supervision-in-order",
    person = { meeting "supervision-in-order", without = { contact },
      signed_off { contact, on = "2026-08-03", by = "a-colleague", as = "peer" } },
    expect = not_eligible { only = { "signed_off:" .. contact } },
  }
  test("a contact that is there to a day is there on it: " .. contact) {
    as_of = day, gate = "supervision-in-order",
    person = { meeting "supervision-in-order", without = { contact },
      signed_off { contact, on = "2026-08-03", as = "manager", ["until"] = day } },
    expect = eligible { ["until"] = day, changes_to = "not-eligible" },
  }
  test("a contact that was there until yesterday is missing: " .. contact) {
    as_of = day, gate = "supervision-in-order",
    person = { meeting "supervision-in-order", without = { contact },
      signed_off { contact, on = "2026-08-03", as = "manager", ["until"] = "2026-08-31" } },
    expect = not_eligible { only = { "signed_off:" .. contact } },
  }
end
test "what an employer owes elsewhere is nobody's fault here" {
  as_of = day, gate = "supervision-in-order", person = in_post("2025-01-06", 1, seen_lately), expect = eligible,
}
test "several named people may share the sessions" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, {
    sessions("2026-06-15", "2026-08-15"),
    record "supervision" { "regular-supervision", on = "2026-07-15", by = "another", as = "supervisor" } }),
  expect = eligible,
}

-- Full-time staff after six months: each month -------------------------------------------------------

test "trap 10: the last day after the last session" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2026-06-25", "2026-07-25")),
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "trap 10: the first day after that" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2026-06-24", "2026-07-24")), expect = missing,
}
test "trap 10: a session of today is in time for today" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2026-06-25", "2026-07-25", day)),
  expect = eligible { ["until"] = "2026-10-08", changes_to = "not-eligible" },
}
test "trap 10: a month from the thirty-first ends with the shorter month" {
  as_of = "2026-03-07", gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2025-12-29", "2026-01-31")),
  expect = eligible { ["until"] = "2026-03-07", changes_to = "not-eligible" },
}
test "trap 10: and is over then" {
  as_of = "2026-03-08", gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2025-12-29", "2026-01-31")), expect = missing,
}
test "two sessions on the last day that lies between them" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2026-06-20", "2026-07-27", "2026-08-20")), expect = eligible,
}
test "two sessions a day too far apart" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2026-06-20", "2026-07-28", "2026-08-20")), expect = missing,
}
test "the first session of the last three months on its last day" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2026-07-08", "2026-08-10")), expect = eligible,
}
test "the first session of the last three months a day late" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2026-07-09", "2026-08-10")), expect = missing,
}
test "what was missed before the last three months is over" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2025-02-03", "2026-06-15", "2026-07-15", "2026-08-15")), expect = eligible,
}
test "no session at all" { as_of = day, gate = "supervision-in-order", person = in_post("2025-01-06", 1, {}), expect = missing }
test "somebody whose share nobody wrote down works full time" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", nil, sessions("2026-06-24", "2026-07-24")), expect = missing,
}
test "an organisation may have sessions further apart, and departs from the source" {
  as_of = day, gate = "supervision-in-order", parameters = { ["regular-cadence"] = months(2) },
  person = in_post("2025-01-06", 1, sessions("2026-07-10")), expect = eligible,
}
test "a month is what the source states, and needs no decision" {
  as_of = day, gate = "supervision-in-order", person = in_post("2025-01-06", 1, seen_lately),
  parameters = { ["part-time-cadence"] = unset, ["early-cadence"] = unset }, expect = eligible,
}

for share, hours in pairs { [1] = "full-time", [0.5] = "part-time" } do
  test("sessions are looked back for no longer than the job lasts: " .. hours) {
    as_of = day, gate = "supervision-in-order", parameters = { ["supervision-look-back"] = months(12) },
    person = in_post("2026-02-20", share, sessions("2026-03-20", "2026-04-20", "2026-05-20", "2026-06-20", "2026-07-20",
      "2026-08-20")),
    expect = eligible,
  }
  test("and for all of the job where an organisation looks so far back: " .. hours) {
    as_of = day, gate = "supervision-in-order", parameters = { ["supervision-look-back"] = months(12) },
    person = in_post("2026-02-10", share, sessions("2026-03-20", "2026-04-20", "2026-05-20", "2026-06-20", "2026-07-20",
      "2026-08-20")),
    expect = share == 1 and missing or missing_part_time,
  }
end

-- Part-time staff: the source does not say -----------------------------------------------------------

test "trap 6: how often part-time staff meet is for the organisation to say" {
  as_of = day, gate = "supervision-in-order", person = in_post("2025-01-06", 0.6, seen_lately),
  parameters = { ["part-time-cadence"] = unset }, expect = indeterminate { parameter = "part-time-cadence" },
}
test "trap 6: nothing is open where part-time staff lack something else" {
  as_of = day, gate = "supervision-in-order",
  person = { record "role" { "care-coordinator", on = "2025-01-06", value = 0.6 }, seen_lately,
    signed_off { "suitable-supervisor", "concerns-route", on = "2025-01-06", as = "manager" } },
  parameters = { ["part-time-cadence"] = unset }, expect = not_eligible { only = { "signed_off:named-first-contact" } },
}
test "part-time staff a month apart, on the last day" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 0.6, sessions("2026-06-25", "2026-07-25")),
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "part-time staff a month apart, the first day after" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 0.6, sessions("2026-06-24", "2026-07-24")), expect = missing_part_time,
}
test "part-time staff of an organisation that meets every two months" {
  as_of = day, gate = "supervision-in-order", person = in_post("2025-01-06", 0.9, sessions("2026-07-10")),
  parameters = { ["part-time-cadence"] = months(2) }, expect = eligible,
}
test "what is decided for part-time staff is not for full-time staff" {
  as_of = day, gate = "supervision-in-order", person = in_post("2025-01-06", 1, sessions("2026-07-10")),
  parameters = { ["part-time-cadence"] = months(2) }, expect = missing,
}
test "the first session of part-time staff in the last three months, on its last day" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 0.6, sessions("2026-07-08", "2026-08-10")), expect = eligible,
}
test "the first session of part-time staff in the last three months, a day late" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 0.6, sessions("2026-07-09", "2026-08-10")), expect = missing_part_time,
}

-- The first six months -------------------------------------------------------------------------------

local every_fortnight = sessions("2026-06-15", "2026-06-29", "2026-07-13", "2026-07-27", "2026-08-11")

test "a new starter has no last session: the last day after the first" {
  as_of = day, gate = "supervision-in-order", person = in_post("2026-08-11", 1, {}),
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "trap 10: a new starter on the first day is in order" {
  as_of = day, gate = "supervision-in-order", person = in_post(day, 1, {}), expect = eligible { ["until"] = "2026-09-22" },
}
test "trap 10: a new starter whom nobody has met in time" {
  as_of = day, gate = "supervision-in-order", person = in_post("2026-08-10", 1, {}), expect = missing_early,
}
test "two weeks and the grace after the last session, in the first six months" {
  as_of = day, gate = "supervision-in-order", person = in_post("2026-06-01", 1, every_fortnight),
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
test "the first day after that, in the first six months" {
  as_of = "2026-09-02", gate = "supervision-in-order", person = in_post("2026-06-01", 1, every_fortnight),
  expect = missing_early,
}
test "part-time staff meet as often in the first six months" {
  as_of = "2026-09-02", gate = "supervision-in-order", person = in_post("2026-06-01", 0.5, every_fortnight),
  parameters = { ["part-time-cadence"] = unset }, expect = missing_early,
}
test "two sessions too far apart in the first six months" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2026-06-01", 1, sessions("2026-06-15", "2026-07-07", "2026-07-27", "2026-08-15")), expect = missing_early,
}
test "two sessions on the last day that lies between them, in the first six months" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2026-06-01", 1, sessions("2026-06-15", "2026-07-06", "2026-07-27", "2026-08-15")), expect = eligible,
}
test "sessions are looked back for three months only, in the first six months" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2026-04-01", 1, sessions("2026-06-22", "2026-07-13", "2026-08-03", "2026-08-24")), expect = eligible,
}
test "and for no less" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2026-04-01", 1, sessions("2026-06-23", "2026-07-13", "2026-08-03", "2026-08-24")),
  expect = missing_early,
}
test "sessions each month are not enough the day before six months" {
  as_of = day, gate = "supervision-in-order", person = in_post("2026-03-02", 1, seen_lately),
  expect = not_eligible { only = { "supervised:regular-supervision" }, ["until"] = day, changes_to = "eligible" },
}
test "sessions each month are enough from six months on" {
  as_of = day, gate = "supervision-in-order", person = in_post("2026-03-01", 1, seen_lately), expect = eligible,
}
test "whoever comes back after a break is new again" {
  as_of = day, gate = "supervision-in-order",
  person = { in_post("2026-08-03", 1, sessions("2026-08-31"))[1],
    signed_off { "named-first-contact", "suitable-supervisor", "concerns-route", on = "2025-01-06", as = "manager" },
    record "role" { "care-coordinator", on = "2020-01-06", ["until"] = "2026-07-31" }, seen_lately },
  expect = eligible { ["until"] = "2026-09-05" },
}
test "whoever changes hours without a break is not new" {
  as_of = day, gate = "supervision-in-order",
  person = { record "role" { "care-coordinator", on = "2020-01-06", value = 0.5, ["until"] = "2026-08-02" },
    in_post("2026-08-03", 1, seen_lately) },
  expect = eligible,
}
test "somebody who left is supervised by nobody" {
  as_of = day, gate = "supervision-in-order",
  person = { record "role" { "care-coordinator", on = "2025-01-06", ["until"] = "2026-08-31" }, seen_lately,
    signed_off { "named-first-contact", "suitable-supervisor", "concerns-route", on = "2025-01-06", as = "manager" } },
  expect = not_eligible { "in_role:care-coordinator" },
}
test "another job's months do not count as this one's" {
  as_of = day, gate = "supervision-in-order",
  person = { record "role" { "social-prescribing-link-worker", on = "2020-01-06" }, in_post("2026-08-10", 1, {}) },
  expect = missing_early,
}

-- What nobody has decided ----------------------------------------------------------------------------

test "trap 6: how often new staff meet is for the organisation to say" {
  as_of = day, gate = "supervision-in-order", person = in_post("2026-06-01", 1, every_fortnight),
  parameters = { ["early-cadence"] = unset }, expect = indeterminate { parameter = "early-cadence" },
}
for _, name in ipairs { "supervision-look-back", "grace" } do
  test("trap 6: how sessions are looked at is for the organisation to say: " .. name) {
    as_of = day, gate = "supervision-in-order", person = in_post("2025-01-06", 1, seen_lately),
    parameters = { [name] = unset }, expect = indeterminate { parameter = name },
  }
end
test "an organisation may allow no day of grace" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2026-07-01", "2026-07-31")), parameters = { grace = days(0) },
  expect = missing,
}
test "without grace a month is a month" {
  as_of = day, gate = "supervision-in-order",
  person = in_post("2025-01-06", 1, sessions("2026-07-01", "2026-08-01")), parameters = { grace = days(0) },
  expect = eligible { ["until"] = day, changes_to = "not-eligible" },
}
