-- Areas of competence beside each other: where to look in the other document. Nothing is awarded or scored there, so none of
-- these ever counts. The eight themes of the SEL paper are the eight domains of the SEL report, so they need no link.

-- A link stands on a line of its own: answers name it.
local function of_sel(one)
  return { "sel-care-navigator/" .. one[2], to = "hee-care-navigation/" .. one[3], grade = one[1], says = one[4],
    source = "SEL report, Table 1; SEL paper, Table 2 and Results; HEE, 8.2" }
end
local function of_hee(one)
  return { "hee-care-navigation/" .. one[2], to = "nhse-care-coordinator/" .. one[3], grade = one[1], says = one[4],
    source = "HEE, 8.2; NHSE, appendix 1" }
end

link (of_sel { "related", "effective-communication", "effective-communication",
  "Both begin with it. Negotiating and leading teams stand here, assessing and records there" })
link (of_sel { "related", "managing-information", "data-information",
  "Both hold systems, audit and data protection. Care plans stand here, the directory of services there" })
link (of_sel { "related", "protecting-patients", "knowledge-for-practice",
  "What must be known of safeguarding, crises and lasting conditions. Being trained for it is asked here only" })
link (of_sel { "related", "organising-networking", "enabling-access",
  "Local services and the way to them; projects and strategy stand here" })
link (of_sel { "related", "organising-networking", "professional-relationships", "Networks across sectors" })
link (of_sel { "related", "motivation-supporting", "coordination-integration",
  "The paper of 2017 adds coordination and integrated care to the heading" })
link (of_sel { "related", "motivation-supporting", "personalisation", "Advocacy and personal budgets" })
link (of_sel { "related", "effective-relationships", "professional-relationships",
  "Trust and team work; managing staff stands here" })
link (of_sel { "related", "self-awareness", "personal-development",
  "Reflection. The paper of 2017 adds personal professional development to the name" })
link (of_sel { "related", "self-awareness", "professionalism", "Limits, resilience and stress" })
link (of_sel { "narrower", "ethical-practice", "professionalism",
  "Equality and respect. The paper of 2017 adds professionalism to the name, the other document much more to its area" })

link (of_hee { "narrower", "personalisation", "personalised-care",
  "Needs and wishes of the one person; directing the resources of a population stands there only" })
link (of_hee { "narrower", "effective-communication", "communications",
  "Passing on data and digital services stand there as well" })
link (of_hee { "narrower", "enabling-access", "communications", "Community resources are among its communications" })
link (of_hee { "narrower", "data-information", "communications",
  "Its text about data is this area's introduction, nearly word for word; there it is one competency of seven" })
link (of_hee { "narrower", "coordination-integration", "relationships",
  "Plans and follow-up; accountability and transitions stand there as well" })
link (of_hee { "narrower", "professional-relationships", "relationships",
  "Its text about working ties is this area's introduction, nearly word for word; there it is one competency of six" })
link (of_hee { "narrower", "personal-development", "continuous-learning",
  "Learning by experience and reflection, in nearly the same words; safety standards and evidence stand there as well" })
link (of_hee { "narrower", "professionalism", "continuous-learning",
  "Its text about professionalism is this area's introduction, shortened; there it is one competency of three" })
