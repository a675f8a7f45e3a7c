-- What is easily encoded wrongly, each with its number in the list of traps kept of these sources.

-- 1: the scope of "or" ---------------------------------------------------------------------------------------------------

test "trap 1: at level 1 the apprenticeship excuses from both trainings" {
  as_of = day, gate = "appoint-level-1",
  person = by_programme(1), expect = eligible,
}
test "trap 1: at level 2 the programme excuses from both trainings" {
  as_of = day, gate = "appoint-level-2", person = by_programme(2), expect = eligible,
}
for number = 3, 4 do
  test("trap 1: the programme excuses nobody from a training: level " .. number) {
    as_of = day, gate = "appoint-level-" .. number,
    person = by_programme(number, "trained:safeguarding-level-3", "trained:basic-life-support"),
    expect = not_eligible { only = { "trained:safeguarding-level-3", "trained:basic-life-support" } },
  }
end
for number, asked in ipairs(specifications) do
  local gate, last = "appoint-level-" .. number, asked.block[#asked.block]
  local narrow = { ["or-scope"] = "last-item" }
  local earlier = all_but(asked.block, last)
  test("trap 1: read narrowly, the alternative replaces the last item: " .. gate) {
    as_of = day, gate = gate, person = { by_programme(number), recorded_for(earlier) }, parameters = narrow, expect = eligible,
  }
  test("trap 1: read narrowly, the alternative replaces nothing else: " .. gate) {
    as_of = day, gate = gate, person = by_programme(number), parameters = narrow,
    expect = not_eligible { only = number == 1 and join(earlier, asked.covered) or earlier },
  }
end
test "trap 1: read narrowly, experience is still experience" {
  as_of = day, gate = "appoint-level-4", person = by_experience(4), parameters = { ["or-scope"] = "last-item" }, expect = eligible,
}
test "trap 1: read narrowly, each thing is needed" {
  as_of = day, each_missing = "appoint-level-3", parameters = { ["or-scope"] = "last-item" },
}

-- 2: more than three years, at least five ----------------------------------------------------------------------------------

local three, five = "experienced:ps3-three-years-direct-contact", "experienced:ps4-five-years-direct-contact"
local function contact(number, ...)
  local name = number == 3 and three or five
  local steps = { by_experience(number, name) }
  for _, span in ipairs { ... } do
    steps[#steps + 1] = record "experience" { name:sub(#"experienced:" + 1), on = span[1], ["until"] = span[2], method = span[3],
      value = span[4] }
  end
  return steps
end
local short_of_three = not_eligible { only = join({ three }, specifications[3].instead) }
local short_of_five = not_eligible { only = join({ five }, specifications[4].instead) }

test "trap 2: exactly three years are not more than three" {
  as_of = "2026-08-31", gate = "appoint-level-3", person = contact(3, { "2023-09-01" }),
  expect = not_eligible { three, ["until"] = "2026-08-31", changes_to = "eligible" },
}
test "trap 2: three years and a day are more than three" {
  as_of = "2026-09-01", gate = "appoint-level-3", person = contact(3, { "2023-09-01" }), expect = eligible,
}
test "trap 2: three years that are over stay exactly three" {
  as_of = day, gate = "appoint-level-3", person = contact(3, { "2020-01-01", "2022-12-31" }), expect = short_of_three,
}
test "trap 2: exactly five years are at least five" {
  as_of = "2026-08-31", gate = "appoint-level-4", person = contact(4, { "2021-09-01" }), expect = eligible,
}
test "trap 2: a day less than five years is not" {
  as_of = "2026-08-30", gate = "appoint-level-4", person = contact(4, { "2021-09-01" }),
  expect = not_eligible { five, ["until"] = "2026-08-30", changes_to = "eligible" },
}
test "trap 2: five years that are over stay five" {
  as_of = day, gate = "appoint-level-4", person = contact(4, { "2018-01-01", "2022-12-31" }), expect = eligible,
}

-- 3: overlaps, breaks, leap days, part-time, unpaid ---------------------------------------------------------------------------

test "trap 3: two posts at a time count once" {
  as_of = day, gate = "appoint-level-3", expect = short_of_three,
  person = contact(3, { "2021-01-01", "2022-12-31" }, { "2021-01-01", "2022-12-31" }, { "2022-06-01", "2023-05-31" }),
}
test "trap 3: posts with a break between them add up" {
  as_of = day, gate = "appoint-level-3", expect = eligible,
  person = contact(3, { "2015-01-01", "2016-12-31" }, { "2019-01-01", "2020-01-01" }),
}
test "trap 3: the break itself does not count" {
  as_of = day, gate = "appoint-level-4", expect = short_of_five,
  person = contact(4, { "2015-01-01", "2016-12-31" }, { "2019-01-01", "2021-12-29" }),
}
for name, last in pairs { ["trap 3: five years from a leap day"] = "2025-02-27", ["trap 3: a day less than that"] = "2025-02-26" } do
  test(name) {
    as_of = "2025-02-27", gate = "appoint-level-4",
    person = { meeting "appoint-level-4", without = five,
      experienced { "ps4-five-years-direct-contact", on = "2020-02-29", ["until"] = last } },
    expect = last == "2025-02-27" and eligible or short_of_five,
  }
end
test "trap 3: part-time and unpaid years are years" {
  as_of = day, gate = "appoint-level-3", expect = eligible,
  person = contact(3, { "2021-01-04", "2022-06-30", "voluntary", 0.2 }, { "2022-07-01", "2024-02-01", "paid", 0.5 }),
}
test "trap 3: years of other experience are no years of contact" {
  as_of = day, gate = "appoint-level-3", person = { by_experience(3, three), experienced { "ps3-vulnerable-clients", on = "2001-01-01" } },
  expect = short_of_three,
}

-- 4: the same number, another meaning ------------------------------------------------------------------------------------

test "trap 4: safeguarding level 3 is no step of the ladder" {
  as_of = day, level = "level-4", person = { by_experience(4), recorded_for(column_names(4)), recorded_for(names_up_to(2)) },
  expect = not_eligible { "holds:level-3", "assessed:l3-negotiation" },
}
test "trap 4: a programme for band 3/4 is not the one for band 2/3" {
  as_of = day, gate = "appoint-level-2",
  person = { by_programme(2, "trained:band-2-3-programme"), trained { "band-3-4-programme", on = "2026-03-02" } },
  expect = not_eligible { "trained:band-2-3-programme" },
}
test "trap 4: a secretary's award at level 3 for level 2 is not that for level 3" {
  as_of = day, gate = "appoint-level-3",
  person = { by_experience(3, specifications[3].either[1]), qualified { "ps2-secretarial-level-3", on = "2020-07-01" } },
  expect = not_eligible { only = specifications[3].either },
}
test "trap 4: to be appointed to level 2 is not to hold it" {
  as_of = day, level = "level-3", person = { by_experience(2), by_experience(3), recorded_for(column_names(3)) },
  expect = not_eligible { "holds:level-2" },
}

-- 5: missing is not zero ----------------------------------------------------------------------------------------------------

test "trap 5: a zero is an answer, and not enough" {
  as_of = day, level = "level-1", expect = not_eligible { only = "assessed:l1-reliability" },
  person = { meeting "level-1", without = "assessed:l1-reliability", assessed { "l1-reliability", value = 0, on = "2026-08-03",
    as = "supervisor", method = "simulation" } },
}

-- 6: no threshold is given --------------------------------------------------------------------------------------------------

test "trap 6: what counts as shown is for the organisation to say" {
  as_of = day, level = "level-1", person = { meeting "level-1" }, parameters = { attainment = unset },
  expect = indeterminate { parameter = "attainment" },
}

-- 7: here a programme excuses, in other frameworks it does not ---------------------------------------------------------------

test "trap 7: the apprenticeship opens level 1 without any experience" {
  as_of = day, gate = "appoint-level-1", person = by_programme(1), expect = eligible,
}
test "trap 7: it does not show the competencies" {
  as_of = day, level = "level-1", person = by_programme(1), expect = not_eligible { only = join(column_names(1),
    { "trained:safeguarding-level-3" }) },
}

-- 9: statements that are printed twice ----------------------------------------------------------------------------------------

local twice = {
  { "l2-motivational-interviewing", "l3-motivational-interviewing", "level-3" },
  { "l3-supervise-junior-staff", "l4-supervise-junior-staff", "level-4" },
}
for _, pair in ipairs(twice) do
  local level = pair[3]
  test("trap 9: shown below is not shown again: " .. pair[2]) {
    as_of = day, level = level, expect = not_eligible { only = "assessed:" .. pair[2] },
    person = { meeting(level), without = "assessed:" .. pair[2], recorded_for { "assessed:" .. pair[1] } },
  }
  test("trap 9: each is shown for itself: " .. pair[2]) {
    as_of = day, level = level, expect = eligible,
    person = { meeting(level), without = "assessed:" .. pair[2], recorded_for { "assessed:" .. pair[1], "assessed:" .. pair[2] } },
  }
end

-- 11: what is current needs a day and a period ----------------------------------------------------------------------------------

test "trap 11: without a period nobody knows whether safeguarding is current" {
  as_of = day, gate = "appoint-level-2", person = by_experience(2), parameters = { ["currency-safeguarding-level-3"] = unset },
  expect = indeterminate { parameter = "currency-safeguarding-level-3" },
}
test "trap 11: without a period a certificate's own last day is enough to know" {
  as_of = day, gate = "appoint-level-2", parameters = { ["currency-safeguarding-level-3"] = unset },
  person = { by_experience(2, "trained:safeguarding-level-3"),
    trained { "safeguarding-level-3", on = "2024-01-10", ["until"] = "2027-01-09" } },
  expect = eligible,
}
test "trap 11: what was never done is not current, whatever the period" {
  as_of = day, gate = "appoint-level-2", person = by_experience(2, "trained:safeguarding-level-3"),
  parameters = { ["currency-safeguarding-level-3"] = unset },
  expect = not_eligible { "trained:safeguarding-level-3" },
}

-- 12: a recommendation for that level, after that programme ------------------------------------------------------------------

for number = 2, 4 do
  local gate, level, asked = "appoint-level-" .. number, "level-" .. number, specifications[number]
  local missing = not_eligible { only = join(asked.block, { "appraised:" .. level }) }
  local function appraised_so(recommendation)
    return { recorded_for(join(asked.needed, { asked.either[1] })), recorded_for({ asked.instead[1] }, { on = "2026-05-04" }),
      recommendation }
  end
  test("trap 12: a recommendation on the eve of the programme's end: " .. gate) {
    as_of = day, gate = gate, person = appraised_so(recommended(level, { on = "2026-05-03" })), expect = missing,
  }
  test("trap 12: a recommendation on the day the programme ended: " .. gate) {
    as_of = day, gate = gate, person = appraised_so(recommended(level, { on = "2026-05-04" })), expect = eligible,
  }
  test("trap 12: a recommendation for the level below: " .. gate) {
    as_of = day, gate = gate, person = appraised_so(recommended("level-" .. number - 1)), expect = missing,
  }
  test("trap 12: a later appraisal about another level takes nothing away: " .. gate) {
    as_of = day, gate = gate, expect = eligible,
    person = appraised_so { recommended(level), recommended("level-" .. number - 1, { on = "2026-08-03", outcome = "not-recommended" }) },
  }
end
