-- What the print got wrong and the rules must not, numbers that mean different things, and where navigation leads.

local list = include "_second_list"
local day = "2026-09-01"
local missing, with = list.missing, list.with

-- Statements that stand under the wrong heading in print -------------------------------------------------------

local torn = {
  { level = "enhanced", area = "access", "enh-detailed-local-services", "enh-persistence-with-barriers",
    "enh-help-with-barriers", "enh-feedback-to-colleagues" },
  { level = "enhanced", area = "data", "enh-manage-directory", "enh-analytical-skills", "enh-research-information",
    "enh-present-data", "enh-participate-in-audit" },
  { level = "expert", area = "learning", "exp-plan-and-deliver-training", "exp-training-needs", "exp-conduct-appraisals",
    "exp-feedback-on-learning", "exp-role-model-for-others" },
  { level = "essential", area = "professionalism", table.unpack(list.all) },
}
for _, case in ipairs(torn) do
  test("trap 8: statements printed away from their heading belong to it all the same: " .. case.area) {
    as_of = day, level = case.level, person = { meeting(case.level), without = { table.unpack(case) } },
    expect = not_eligible { only = missing { table.unpack(case) } },
  }
end
test "trap 8: enhanced statements printed after the expert heading are none of the expert tier's own" {
  as_of = day, level = "expert", expect = eligible,
  person = { award "enhanced" { on = "2025-01-06" }, list.shows(list.expert), list.shows(list.all),
    experienced { "exp-care-depth", "exp-managerial", on = "2026-03-02" } },
}
test "trap 8: knowledge is asked for although its introduction was printed for another area" {
  as_of = day, level = "essential", person = { meeting "essential", without = { "ess-self-care-principle" } },
  expect = not_eligible { only = { "assessed:ess-self-care-principle" } },
}
test "two statements on setting an example are two, one for the team and one for others" {
  as_of = day, level = "expert", person = { meeting "expert", without = { "exp-role-model-for-others" } },
  expect = not_eligible { only = { "assessed:exp-role-model-for-others" } },
}

-- A three is not a three ---------------------------------------------------------------------------------------

local neither = not_eligible {
  only = { "qualified:advanced-apprenticeship-level-3", "qualified:diploma-business-administration" },
}
local threes = {
  qualified { "nvq-3-care-management", "health-social-care-level-3-4", "ess-ex-secretarial-level-3",
    "enh-ex-secretarial-it-level-3", "advanced-apprenticeship-level-3", value = 3, on = "2020-06-01" },
  trained { "ess-ex-safeguarding-level-3-training", "enh-ex-safeguarding-level-3-training",
    "exp-ex-safeguarding-level-3-training", on = "2026-03-02" },
}
test "trap 4: awards and trainings of level 3 make nobody an expert, the third tier" {
  as_of = day, level = "expert", person = threes,
  expect = not_eligible { only = with(missing(list.expert, list.all, list.enhanced, list.essential),
    "holds:enhanced", "holds:essential", "experienced:exp-care-depth", "experienced:exp-managerial") },
}
test "trap 4: nor do they open the essential tier" {
  as_of = day, level = "essential", person = threes,
  expect = not_eligible { only = with(missing(list.essential, list.all), "signed_off:ess-supervision-arrangement") },
}
test "trap 4: an award in care at level 3 is not one in business administration" {
  as_of = day, gate = "foundation-degree-entry",
  person = { qualified { "nvq-3-care-management", "health-social-care-level-3-4", value = 3, on = "2020-06-01" } },
  expect = neither,
}
test "trap 4: an expert without a degree has no bridge to nursing" {
  as_of = day, gate = "bridge-postgraduate-nursing",
  person = { award "expert" { on = "2024-01-08" }, experienced { "care-navigator-practice", on = "2020-01-06" } },
  expect = not_eligible { only = { "qualified:life-sciences-degree" } },
}

-- The bridge to nursing ----------------------------------------------------------------------------------------

local degree = qualified { "life-sciences-degree", on = "2019-07-01" }
local function navigated(on, till)
  return experienced { "care-navigator-practice", on = on, ["until"] = till }
end
local too_short = not_eligible { only = { "experienced:care-navigator-practice" } }

test "row 175: each thing that the bridge to nursing rests on is needed" {
  as_of = day, each_missing = "bridge-postgraduate-nursing",
}
test "row 175: without anything both are missing" {
  as_of = day, gate = "bridge-postgraduate-nursing", person = {},
  expect = not_eligible { only = { "qualified:life-sciences-degree", "experienced:care-navigator-practice" } },
}
test "row 175: a degree and exactly one year" {
  as_of = day, gate = "bridge-postgraduate-nursing", person = { degree, navigated "2025-09-02" }, expect = eligible,
}
test "row 175: a degree and a day less than a year" {
  as_of = "2026-08-31", gate = "bridge-postgraduate-nursing", person = { degree, navigated "2025-09-02" },
  expect = not_eligible { only = { "experienced:care-navigator-practice" },
    ["until"] = "2026-08-31", changes_to = "eligible" },
}
test "row 175: a year that is over is still a year" {
  as_of = day, gate = "bridge-postgraduate-nursing", person = { degree, navigated("2021-01-01", "2021-12-31") },
  expect = eligible,
}
test "row 175: a year less a day that is over is not" {
  as_of = day, gate = "bridge-postgraduate-nursing", person = { degree, navigated("2021-01-01", "2021-12-30") },
  expect = too_short,
}
test "row 175: the degree has to be there on the day" {
  as_of = day, gate = "bridge-postgraduate-nursing",
  person = { navigated "2020-01-06", qualified { "life-sciences-degree", on = "2026-09-02" } },
  expect = not_eligible { only = { "qualified:life-sciences-degree" }, ["until"] = day, changes_to = "eligible" },
}
test "trap 3: two posts at once count once" {
  as_of = day, gate = "bridge-postgraduate-nursing",
  person = { degree, navigated("2021-01-01", "2021-06-30"), navigated("2021-01-01", "2021-06-30") }, expect = too_short,
}
test "trap 3: two posts with years between them add up" {
  as_of = day, gate = "bridge-postgraduate-nursing",
  person = { degree, navigated("2019-01-01", "2019-06-30"), navigated("2022-07-01", "2022-12-31") }, expect = eligible,
}
test "trap 3: in a leap year a year is a day longer" {
  as_of = day, gate = "bridge-postgraduate-nursing", person = { degree, navigated("2024-01-01", "2024-12-30") },
  expect = too_short,
}
test "trap 3: other experience in care is not practice as a navigator" {
  as_of = day, gate = "bridge-postgraduate-nursing",
  person = { degree, experienced { "exp-care-depth", "enh-sector-background", on = "2001-01-08" } }, expect = too_short,
}
test "row 175: no tier is asked for" {
  as_of = day, gate = "bridge-postgraduate-nursing", person = { degree, navigated "2020-01-06" }, expect = eligible,
}

-- The foundation degree ----------------------------------------------------------------------------------------

test "row 177: one of the two opens the foundation degree, and without it nothing does" {
  as_of = day, each_missing = "foundation-degree-entry",
}
for _, award_of in ipairs { "advanced-apprenticeship-level-3", "diploma-business-administration" } do
  test("row 177: either is enough: " .. award_of) {
    as_of = day, gate = "foundation-degree-entry", person = { qualified { award_of, on = "2020-06-01" } }, expect = eligible,
  }
end
test "row 177: the module itself opens nothing" {
  as_of = day, gate = "foundation-degree-entry",
  person = { trained { "integrated-care-navigator-module", "apprenticeship", "bridging-programme", on = "2026-03-02" } },
  expect = neither,
}
