-- Where navigation leads, what opens it, and by which courses: section 10 and figure 6. The text under the figure stands
-- in another order than the examples it belongs to; the degree goes with the first, where the bridge to nursing is drawn.

local function leads_to(id, title, says, source, more)
  more = more or {}
  destination(id) { title = title, says = says, source = source, level = more.level, tags = more.gate and { more.gate } }
end

leads_to("nursing-adult", "Adult nursing", "A branch that the postgraduate course in nursing opens", "Figure 6",
  { gate = "bridge-postgraduate-nursing" })
leads_to("nursing-mental-health", "Mental health nursing", "The other branch of it", "Figure 6",
  { gate = "bridge-postgraduate-nursing" })
leads_to("social-care", "Social care", "Across from navigation into social care", "Figure 6; 10.2")
leads_to("higher-management", "Practice and higher management",
  "Managing a practice, or something larger", "Figure 6", { level = "expert" })
leads_to("pgcert-care-management", "PGCert care management",
  "A postgraduate module of a year and 30 credits at Buckinghamshire New University, taken by navigators of practices in "
  .. "north west London", "Figure 6, Example 1")
leads_to("foundation-degree", "Foundation degree",
  "Southern Health's pathway for care coordinators ends here; its own module is a part of it, or stands alone",
  "Figure 6, Example 2", { gate = "foundation-degree-entry" })
leads_to("health-social-care-diploma", "Health and social care diplomas",
  "Skills for Care was making these, inside an apprenticeship, for jobs that join services, navigation among them",
  "Figure 6, Example 3")
leads_to("health-advocacy-certificate", "Care management and advocacy certificates",
  "Postgraduate certificates that some navigators took afterwards", "10.2")

-- What opens a door --------------------------------------------------------------------------------------

qualification "life-sciences-degree" {
  title = "Life sciences degree", source = "Figure 6, Example 1", tags = { "bridge-postgraduate-nursing" },
  says = "A degree in a science of living things; biology and psychology are named",
}
experience "care-navigator-practice" {
  title = "Practice as a care navigator", source = "Figure 6, Example 1", tags = { "bridge-postgraduate-nursing" },
  says = "Has worked as a care navigator",
}
qualification "advanced-apprenticeship-level-3" {
  title = "Advanced apprenticeship, level 3", rqf = 3, source = "Figure 6, Example 2", tags = { "foundation-degree-entry" },
  says = "An advanced apprenticeship in business administration, at level 3",
}
qualification "diploma-business-administration" {
  title = "Diploma in business administration", source = "Figure 6, Example 2", tags = { "foundation-degree-entry" },
  says = "A diploma in the same subject, taken instead; whether it too must be of level 3 the sentence leaves open",
}
qualification "nvq-3-care-management" {
  title = "NVQ 3 care management", rqf = 3, level = "enhanced", source = "10.2",
  says = "An award found among teams that saw themselves at the enhanced tier; nobody has to have it",
}
qualification "health-social-care-level-3-4" {
  title = "Health and social care level 3/4", rqf = 3, source = "Figure 6",
  says = "With such an award, or a post that is worth the same, people may join the pathway on the way",
}

gate "bridge-postgraduate-nursing" {
  title = "Bridge to postgraduate nursing", source = "Figure 6, Example 1",
  says = "Opens a postgraduate course in nursing that takes two years",
  requires = { qualified "life-sciences-degree", experienced { "care-navigator-practice", at_least = years(1) } },
}
gate "foundation-degree-entry" {
  title = "Care coordinator foundation degree", source = "Figure 6, Example 2",
  says = "Opens Southern Health's pathway for care coordinators",
  requires = any { qualified "advanced-apprenticeship-level-3", qualified "diploma-business-administration" },
}

-- Courses -------------------------------------------------------------------------------------------------

course "bridging-programme" {
  title = "Bridging Programme", provider = "Skills for Health", source = "Figure 6 note", tags = { "route" },
  says = "Support workers learn how to study, so that they can go on to foundation degrees, diplomas and the like",
}
course "integrated-care-navigator-module" {
  title = "Integrated care team navigator", provider = "Southern Health", source = "Figure 6, Example 2",
  tags = { "route", "foundation-degree-entry" },
  says = "A module made for care coordinators; part of the foundation degree, or taken by itself",
}
course "apprenticeship" {
  title = "Apprenticeship route", source = "9.6; 9.8; 10.2", tags = { "route" },
  says = "Mentioned as a supple way to learn navigation; no particular apprenticeship is",
}

-- Points to keep in mind --------------------------------------------------------------------------------
-- Section 9.8 sums up what training should look like. These are things for whoever plans it, and nobody's duty.

local function key_point(id, title, says, tiers)
  course(id) { title = title, says = says, source = "9.8", level = tiers, tags = { "training-item", "key-point" } }
end

key_point("kp-reflection", "Reflection on practice", "Thinking about practice is what keeps people developing")
key_point("kp-patients-carers", "Learning with patients and carers",
  "Few things form a navigator as much as learning from those whom one serves, and together with them")
key_point("kp-local-induction", "Local induction",
  "Shows newcomers the services that matter and what the other professions do")
key_point("kp-courses-then-local", "Courses, then local modules",
  "A group may start on a course together and go on near home, module by module, as work allows; an apprenticeship "
  .. "bends more easily")
key_point("kp-peer-support", "Peer support",
  "Networks, near and regional, and groups that learn from each other's cases; a community of practice grows out of them")
key_point("kp-portfolio", "Portfolio learning and assessment",
  "Lets people learn, develop and progress in their own time")
key_point("kp-blended", "Blended methods",
  "The place of work decides what is possible; so mix screens, workshops, portfolios and assessment on the job")
key_point("kp-supervision", "Supervision and mentoring", "Needed, and so is bringing up those who give them")
key_point("kp-higher-tiers", "Further support at higher tiers",
  "Here more people want help, or an award, to mentor, to teach or to manage at length", { "enhanced", "expert" })
key_point("kp-exposure", "Exposure to sectors",
  "Being there teaches: beside colleagues and on placements, in health, social care, councils, charities and groups "
  .. "of patients")
