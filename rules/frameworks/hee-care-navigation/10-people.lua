-- Who judges, and by which means. The document names no jobs of its own: the tiers list examples.

capacity "manager" {
  title = "Line manager",
  says = "Oversees and mentors navigators of the first two tiers, together with or instead of a clinician",
  source = "8.1",
}
capacity "supervisor" {
  title = "Clinical supervisor",
  says = "A clinician who oversees and mentors navigators",
  source = "8.1",
}
capacity "assessor" {
  title = "Navigation lead",
  says = "A navigator of the expert tier, who guides, oversees and appraises others",
  source = "8.1 Expert; 8.2 Personal development and learning",
}
capacity "self" {
  title = "Self",
  says = "The person whose competence is in question; their own rating opens nothing by what we suggest",
  source = "8.2 Personal development and learning",
}

local function way(id, title, says, source, ...)
  method(id) { title = title, says = says, source = source, tags = { "evidence-type", ... } }
end

way("workplace-based-assessment", "Workplace-based assessment",
  "Somebody is assessed on the job; to be weighed against what is taught in class", "9.6; 9.8", "assessment-method")
way("portfolio", "Portfolio",
  "A collection of one's learning is built up and assessed; fits learning at one's own pace", "9.8", "assessment-method")
way("reflective-account", "Reflective account",
  "Thinking back over practice, by oneself or with the team, put on record", "8.2 Personal development and learning; 9.8")
way("self-assessment", "Self-assessment",
  "One's own rating; the document never speaks of it, and it stands here so that nobody takes it for another's",
  "8.2 Personal development and learning", "assessment-method")
