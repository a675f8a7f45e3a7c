local day = "2026-09-01"

-- Somebody at a tier who does not hold the one below, and was awarded a level elsewhere.
local function at(tier, below, level)
  local person = { meeting("hee-care-navigation/" .. tier), without = "holds:" .. below }
  if level then person[2] = award("sel-care-navigator/" .. level) { on = "2026-01-10" } end
  return person
end

test "level 3 counts as the essential tier: its job is the one above" {
  as_of = day, level = "hee-care-navigation/enhanced", person = at("enhanced", "essential", "level-3"), expect = eligible,
}
test "so does level 4" {
  as_of = day, level = "hee-care-navigation/enhanced", person = at("enhanced", "essential", "level-4"), expect = eligible,
}
test "level 2 has the job of the essential tier, and is a part of it" {
  as_of = day, level = "hee-care-navigation/enhanced", person = at("enhanced", "essential", "level-2"),
  expect = not_eligible { "holds:essential" },
}
test "level 1 has no tier" {
  as_of = day, level = "hee-care-navigation/enhanced", person = at("enhanced", "essential", "level-1"),
  expect = not_eligible { "holds:essential" },
}
test "without any award neither" {
  as_of = day, level = "hee-care-navigation/enhanced", person = at("enhanced", "essential"),
  expect = not_eligible { "holds:essential" },
}
test "level 4 counts as the enhanced tier" {
  as_of = day, level = "hee-care-navigation/expert", person = at("expert", "enhanced", "level-4"), expect = eligible,
}
test "level 3 has the job of the enhanced tier, and is a part of it" {
  as_of = day, level = "hee-care-navigation/expert", person = at("expert", "enhanced", "level-3"),
  expect = not_eligible { "holds:enhanced" },
}
test "no tier is a level: level 3 asks for what no tier asks for" {
  as_of = day, level = "sel-care-navigator/level-4",
  person = { meeting "sel-care-navigator/level-4", without = "holds:level-3",
    award "hee-care-navigation/expert" { on = "2026-01-10" } },
  expect = not_eligible { "holds:level-3" },
}

-- Statement by statement: whoever lacks one at the essential tier, and was assessed elsewhere.
local function assessed_elsewhere(lacks, subject, value)
  return {
    meeting "hee-care-navigation/essential", without = "assessed:" .. lacks,
    record "assessment" { "sel-care-navigator/" .. subject, value = value or 1, on = "2026-05-04", by = "gus",
      as = "supervisor", method = "workplace-based-assessment" },
  }
end

for _, pair in ipairs {
  { "ess-common-terminology", "l2-common-terminology" }, { "all-confidentiality", "l1-confidentiality" },
  { "ess-maintain-directory", "l2-services-register" }, { "all-urgent-help", "l1-alerting-to-emergencies" },
  { "all-compassion", "l1-empathy-compassion" }, { "ess-health-promotion", "l2-health-promotion" },
} do
  test(pair[2] .. " counts as " .. pair[1]) {
    as_of = day, level = "hee-care-navigation/essential", person = assessed_elsewhere(pair[1], pair[2]), expect = eligible,
  }
  test(pair[2] .. " not yet met is not " .. pair[1]) {
    as_of = day, level = "hee-care-navigation/essential", person = assessed_elsewhere(pair[1], pair[2], 0),
    expect = not_eligible { only = "assessed:" .. pair[1] },
  }
end
for _, pair in ipairs {
  { "ess-signpost-with-consent", "l2-signposting" }, { "ess-data-protection", "l2-data-protection-act" },
  { "all-limits-and-boundaries", "l1-defining-boundaries" }, { "ess-respect-preferences", "l1-person-centred-working" },
} do
  test(pair[2] .. " is no more than a part of " .. pair[1]) {
    as_of = day, level = "hee-care-navigation/essential", person = assessed_elsewhere(pair[1], pair[2]),
    expect = not_eligible { only = "assessed:" .. pair[1] },
  }
end
