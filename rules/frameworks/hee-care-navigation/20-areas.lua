-- The nine areas in which the competencies are grouped.

local function area(id, title, says)
  domain(id) { title = title, says = says, source = "8.2 " .. title }
end

area("effective-communication", "Effective communication",
  "Trust grows where people of every culture and from every sector are spoken and written to well")
area("enabling-access", "Enabling access to services",
  "Finding the service that suits somebody, in whichever sector, from knowledge of the place that is never finished")
area("personalisation", "Personalisation",
  "Help takes its shape from what one person needs, wants and hopes for, not from a diagnosis")
area("coordination-integration", "Coordination and integration",
  "Nobody falls between two services: people know whom to turn to and who answers for what, above all when things change")
area("professional-relationships", "Building and sustaining professional relationships",
  "Getting on with patients, families, colleagues and other agencies, whatever organisation they belong to")
area("knowledge-for-practice", "Knowledge for practice",
  "What there is to know of conditions, crises, law, policy and staying healthy. The document introduces this area "
    .. "with the words of the one before, evidently by mistake; this sentence is ours")
area("personal-development", "Personal development and learning",
  "Never having finished learning: from work, from thinking about it, alone and together")
area("data-information", "Handling data and information",
  "Records and data that are right, that can be found, and that make services better")
area("professionalism", "Professionalism",
  "Conduct that ethics and law ask of everybody; the same nine statements at each tier")
