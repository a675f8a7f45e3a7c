-- Who may be appointed: the essential items of each person specification, and what is expected before level 1.
--
-- Beside each list of experience an "or" is printed, and after it what takes the list's place. At levels 1 and 2 safeguarding
-- and life support stand in that list, so whoever comes by the other way needs neither; at levels 3 and 4 they stand
-- with the qualifications, and everybody needs both.

-- The items to be signed off, but for those that are part of something else.
local function attributes(number, ...)
  local except = select("#", ...) > 0 and { ... } or nil
  return signed_off { items { level = "level-" .. number, essential = true, except = except } }
end

-- The programme for the band below, and since then the employer's recommendation for this level.
local function programme(number, course)
  return all {
    says = "The programme for the band below, and a recommendation to progress to this level after it",
    trained(course),
    appraised { recommended = true, level = "level-" .. number, after = course, within = param "recommendation-within" },
  }
end

-- All the experience or its alternative; or, as the sentence can be read too, the alternative for the last item alone.
local function experience_block(number, items, last, alternative)
  return when {
    setting { "or-scope", is = "whole-block" },
    any {
      says = "The experience asked, or what takes its place",
      all { id = "block-" .. number, says = "All the experience asked", items, last },
      alternative,
    },
    all { says = "The experience asked, its last item or what takes that one's place", items, any { last, alternative } },
  }
end

gate "entry-expectation" {
  title = "Entry expectation", source = "Table 1, heading", tags = "level-1",
  says = "The entry-level apprenticeship, or what the employer takes for its equal: expected before level 1",
  requires = any {
    trained "entry-level-apprenticeship",
    all { setting { "entry-equivalent", is = "sign-off" }, signed_off "entry-level-equivalent" },
  },
}

gate "appoint-level-1" {
  title = "Appointment to level 1", source = "Appendix 1, Person specification", tags = { "level-1", "band-2-3" },
  says = "May be appointed receptionist, administrator or the like, band 2/3",
  requires = {
    qualified "ps1-gcse-english-maths",
    any { qualified "ps1-nvq-2-admin", experienced "ps1-equivalent-admin-work" },
    experience_block(1, { experienced "ps1-reception-admin-experience", safeguarding_level_2() }, trained "basic-life-support",
      trained "entry-level-apprenticeship"),
    attributes(1),
  },
  desires = desirable[1],
}

gate "appoint-level-2" {
  title = "Appointment to level 2", source = "Appendix 2, Person specification", tags = { "level-2", "band-3-4" },
  says = "May be appointed patient liaison officer, case manager, ward clerk, health champion, emergency medical dispatcher "
    .. "or the like, band 3/4",
  requires = {
    qualified "ps2-gcse-english-maths",
    any { qualified "ps2-secretarial-level-3", experienced "ps2-admin-level-3-experience" },
    experience_block(2,
      { experienced "ps2-reception-independent-working", signed_off "ps2-channels-and-databases", trained "safeguarding-level-3" },
      trained "basic-life-support", programme(2, "band-2-3-programme")),
    attributes(2, "ps2-channels-and-databases", "ps2-alt-recommendation"),
  },
  desires = desirable[2],
}

gate "appoint-level-3" {
  title = "Appointment to level 3", source = "Appendix 3, Person specification", tags = { "level-3", "band-4-5" },
  says = "May be appointed care navigator, case manager, senior ward clerk, senior health champion, personal assistant, medical "
    .. "assistant or the like, band 4/5",
  requires = {
    qualified "ps3-a-level-with-gcse-c",
    any { qualified "ps3-secretarial-it-level-3", experienced "ps3-secretarial-it-experience" },
    trained { "safeguarding-level-3", "basic-life-support" },
    experience_block(3,
      { experienced { "ps3-three-years-direct-contact", more_than = years(3) },
        experienced { "ps3-multi-professional-working", "ps3-vulnerable-clients" } },
      experienced "ps3-data-audit-reports", programme(3, "band-3-4-programme")),
    attributes(3, "ps3-alt-recommendation"),
  },
  desires = desirable[3],
}

gate "appoint-level-4" {
  title = "Appointment to level 4", source = "Appendix 4, Person specification", tags = { "level-4", "band-5-6" },
  says = "May be appointed care navigator supervisor, care connector, organisation manager, service delivery lead or the like, "
    .. "band 5/6",
  requires = {
    any { qualified "ps4-degree", signed_off "ps4-degree-equivalent" },
    trained { "safeguarding-level-3", "basic-life-support" },
    experience_block(4,
      { experienced { "ps4-five-years-direct-contact", at_least = years(5) },
        experienced { "ps4-service-coordination", "ps4-complex-needs-clients", "ps4-project-budget-management" },
        signed_off "ps4-builds-relationships" },
      signed_off "ps4-outcomes-and-deadlines", programme(4, "band-4-5-programme")),
    attributes(4, "ps4-degree-equivalent", "ps4-builds-relationships", "ps4-outcomes-and-deadlines", "ps4-alt-recommendation"),
  },
  desires = desirable[4],
}
