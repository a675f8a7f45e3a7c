-- The groups in which the document lists its competencies.

local function group(id, title, says, source, tag)
  domain(id) { title = title, says = says, source = source, tags = { tag } }
end

group("assessed-competencies", "Assessed competencies",
  "The half dozen that are rated from 0 to 5; each has its own description of every score", "7.0; Appendix 6", "ladder")
group("generic-professional", "Generic professional capabilities",
  "What every starter needs whatever the job", "8.0 Core competencies and knowledge", "ladder")
group("personalised-care-values", "Values in personalised care",
  "The six values that make up personalised care, at a starter's depth", "8.0 Core competencies and knowledge", "ladder")
group("engage-people", "Engaging people",
  "Level 1: the ways of talking and listening on which everything else is built; learned by doing, with feedback",
  "8.0 Level 1; Appendix 2", "ladder")
group("enable-and-support", "Enabling and supporting people",
  "Level 2: working out a plan with somebody and seeing it through together", "8.0 Level 2; Appendix 2", "ladder")
group("level-3-competencies", "Level 3 competencies",
  "The values again, now in tangled cases and across services, and the leading of colleagues", "8.0 Level 3", "ladder")

group("models-and-tools", "Models and tools",
  "Ideas, instruments and approaches that stand behind the work", "Appendix 2, i", "link-worker-draft")
group("legislation-and-policy", "Legislation and policy",
  "Law, duty and policy that frame the work", "Appendix 2, ii", "link-worker-draft")
group("key-conditions", "Key conditions",
  "What people who are referred most often live with", "Appendix 2, iii", "link-worker-draft")
group("social-prescribing-activities", "Social prescribing activities",
  "What people are connected to", "Appendix 2, iv", "link-worker-draft")
group("community-development", "Community development",
  "Finding and strengthening what a place has to offer; asked of link workers only",
  "Appendix 2, Community development", "link-worker-draft")
group("professional-practice", "Professional behaviours and practice",
  "How the rest looks in daily work; the authors warn that it resists definition and assessment",
  "Appendix 2, Professional behaviours and practice", "link-worker-draft")

local care = "Appendix 3, Patient Centred Care"
local general = "Appendix 3, General Skills"

group("ws-respecting-people", "Respecting people",
  "From the county's workshop: everybody brings strengths of their own", care, "workshop")
group("ws-partnership", "Working in partnership",
  "From the county's workshop: doing it with people, not for them", care, "workshop")
group("ws-encouragement", "Encouragement and advice",
  "From the county's workshop: helping somebody to want to and to know how", care, "workshop")
group("ws-right-time", "Right time approach",
  "From the county's workshop: when to act, pass on or let go", care, "workshop")
group("ws-practical", "Practical problem solving",
  "From the county's workshop: plain answers to everyday obstacles", care, "workshop")
group("ws-communication", "Communication",
  "From the county's workshop: getting things across and writing them down", general, "workshop")
group("ws-ethical", "Ethical",
  "From the county's workshop: staying inside the lines", general, "workshop")
group("ws-local-knowledge", "Local knowledge",
  "From the county's workshop: knowing the patch", general, "workshop")
group("ws-relationships", "Relationship building",
  "From the county's workshop: being somebody whom others trust and return to", general, "workshop")
