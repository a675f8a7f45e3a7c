-- Who is meant, who judges and by which means, and where the ladder leads.

local roles_source = "2.0; 3.0; 4.0"

role "social-prescribing-link-worker" {
  title = "Social prescribing link worker",
  says = "Connects people with support around them; one of the two jobs for which the framework was written",
  source = roles_source,
}
role "health-and-wellbeing-coach" {
  title = "Health and wellbeing coach",
  says = "Known locally as health coach; the other job for which the framework was written",
  source = roles_source,
}
role "care-coordinator" {
  title = "Care coordinator",
  says = "The third job funded alongside link workers and coaches in primary care networks",
  source = roles_source,
}
role "health-connector" {
  title = "Health connector",
  says = "A post of the same kind that existed in the county before the national scheme",
  source = roles_source,
}
role "health-wellbeing-advisor" {
  title = "Health and wellbeing advisor",
  says = "Another post of the same kind that existed in the county before the national scheme",
  source = roles_source,
}

capacity "assessor" {
  title = "Appropriately skilled professional",
  says = "The person to whom induction sends somebody for supervision, appraisal and clinical questions",
  source = "8.0 Local induction",
}
capacity "peer" {
  title = "Peer expert",
  says = "An experienced colleague who helps the role grow; rates nobody unless the organisation decides so",
  source = "8.0 Local induction",
}
capacity "manager" {
  title = "Line manager",
  says = "Draws on the competencies when appraising and when deciding on progression",
  source = "4.0",
}
capacity "supervisor" {
  title = "Coaching supervisor",
  says = "Somebody with the qualification or experience to supervise coaching, one-to-one or in a group",
  source = "8.0 Level 2 training",
}
capacity "self" {
  title = "Self",
  says = "The person whose competence is in question; their own rating opens nothing",
  source = "7.0",
}

method "observed-session" {
  title = "Observed session",
  says = "Somebody watches the person at work or in training and scores what they see; our reading, no method is named",
  source = "4.0; Appendix 6",
  tags = { "evidence-type", "assessment-method" },
}
method "supervision-review" {
  title = "Supervision review",
  says = "Competence is talked through and scored as part of supervision",
  source = "4.0",
  tags = { "evidence-type", "assessment-method" },
}
method "appraisal-review" {
  title = "Appraisal review",
  says = "Competence is scored when the person is appraised or put forward",
  source = "4.0",
  tags = { "evidence-type", "assessment-method" },
}
method "self-assessment" {
  title = "Self-assessment",
  says = "The person's own score, kept apart so that nobody mistakes it for somebody else's; not in the source",
  source = "4.0",
  tags = { "evidence-type", "assessment-method" },
}

qualification "nvq-level-3" {
  title = "NVQ 3, A levels or equal", rqf = 3,
  says = "One of the formal awards that transfer between employers and help to get in or get on",
  source = "6.0 item 4",
}

destination "registered-professions" {
  title = "Registered professions",
  says = "Onwards to a health or care profession with a register",
  source = "6.0 item 4",
}
destination "other-personalised-roles" {
  title = "Other health and care roles",
  says = "Sideways into other posts in the health service, public health, social care or the voluntary sector",
  source = "4.0; 6.0 item 4",
}

-- The strands of which the whole programme is woven; local induction, the first, stands in 40-induction.lua.

local function component(id, title, says, source)
  course(id) { title = title, says = says, source = source, tags = { "training-item", "component" } }
end

component("component-local-training", "Local training",
  "Teaching shaped by what the county offers and needs, which also lets colleagues meet: coaching, "
  .. "diabetes, safeguarding, directories and the like", "6.0 item 2")
component("component-online-training", "Online training",
  "Courses on screen, chosen for a need that was found; people outside the NHS can use them as well", "6.0 item 3")
component("component-national-formal-training", "National formal training",
  "Accredited awards that an employer elsewhere will recognise", "6.0 item 4")
component("component-des-training", "Scheme training",
  "Whatever the network contract names, all of it matched to the national core curriculum", "6.0 item 5")
