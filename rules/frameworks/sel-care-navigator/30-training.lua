-- Courses, programmes, and what the workshop of May 2016 said about forms of training. Neither hours nor prices are printed.

course "entry-level-apprenticeship" {
  title = "Entry-level apprenticeship", source = "Table 1, heading; Appendix 1, Person specification",
  says = "The apprenticeship at entry level: reading, writing, reckoning and the basics of the work",
}
course "care-certificate" {
  title = "Care Certificate", source = "5.2", tags = "resource",
  says = "Thought to serve levels 1 and 2 well, beside modules of apprenticeships that exist already",
}
course "safeguarding-level-2" {
  title = "Safeguarding level 2", source = "Table 1, Level 1; Appendix 1, Person specification",
  says = "Safeguarding of adults and children at level 2",
  teaches = "l1-safeguarding-level-2", valid = param "currency-safeguarding-level-2",
}
course "safeguarding-level-3" {
  title = "Safeguarding level 3", source = "Table 1, Level 2; Appendices 2 to 4, Person specification",
  says = "Safeguarding of adults and children at level 3; the specification of level 2 wants it current",
  teaches = "l2-safeguarding-level-3", valid = param "currency-safeguarding-level-3",
}
course "basic-life-support" {
  title = "Basic life support course", source = "Table 1, Level 1; Appendices 1 to 4, Person specification",
  says = "Asked of everybody, whichever the level",
  teaches = "l1-basic-life-support", valid = param "currency-basic-life-support",
}
course "end-of-life-care-level-2" {
  title = "End of life care course", level = "level-2", source = "Table 1, Level 2",
  says = "The training that the competency is named after", teaches = "l2-end-of-life-care",
}
course "mental-health-level-2" {
  title = "Mental health course", level = "level-2", source = "Table 1, Level 2",
  says = "The training that the competency is named after", teaches = "l2-mental-health-training",
}
course "information-governance-module" {
  title = "Information governance module", source = "5.2", mode = "e-learning",
  says = "An example of learning on screen that exists and could be taken over as it is",
  teaches = "l1-information-governance",
}
course "formal-university-module" {
  title = "Formal or university module", level = { "level-3", "level-4" }, source = "5.2", tags = "resource",
  says = "What levels 3 and 4 may need beyond apprenticeships: modules of QCF/NVQ, City and Guilds or a BSc, or their equals",
}

-- The national programme for non-clinical staff. Its parts are named differently from list to list; they are read as three.

course "band-2-3-programme" {
  title = "Band 2/3 programme", level = "level-1",
  source = "Appendix 1, Person specification, Desirable 2 Experience; Appendix 2, Person specification, Essential 2 Experience; "
    .. "Appendix 2, Person specification, Desirable 2 Experience",
  says = "The part for receptionists and administrators. One list calls it Band 2",
}
course "band-3-4-programme" {
  title = "Band 3/4 programme", level = "level-2",
  source = "Appendix 3, Person specification, Essential 2 Experience; Appendix 3, Person specification, Desirable 2 Experience",
  says = "The part for patient liaison officers and their like. One list calls it Band 4 and refers to a place above where "
    .. "nothing of the kind stands",
}
course "band-4-5-programme" {
  title = "Band 4/5 programme", level = "level-3",
  source = "Appendix 4, Person specification, Essential 2 Experience; Appendix 4, Person specification, Desirable 2 Experience",
  says = "The part for care navigators and their like. One list calls it Band 5",
}

-- Forms that training may take, and what is still to be taught.

local function form(id, title, says, mode)
  course(id) { title = title, says = says, source = "5.2", mode = mode, tags = { "training-item", "mode" } }
end

form("mode-e-learning", "E-learning", "On screen: strengthens the use of IT, and much else; some modules exist already",
  "e-learning")
form("mode-in-house", "In-house training", "At the workplace, where somebody supervises, assesses and signs for what was shown",
  "in-house")
form("mode-course-based", "Course-based learning", "Half a day, a day or more, near by or for the region")
form("mode-mixed", "Mixed formats",
  "Taught modules, simulation, time in another post, exchanged roles, written reflection, and learning from what others say",
  "blended")
form("mode-peer-support", "Peer support", "Learning from each other, at meetings in the locality or in networks on the web")

course "social-determinants" {
  title = "Social determinants of health", source = "5.2", tags = { "training-item", "protecting-patients" },
  says = "What living conditions do to health: the one thing the workshop wanted added. The table does not have it",
}
course "training-gaps" {
  title = "Training gaps", source = "5.2", tags = "training-item",
  says = "What existing programmes may teach too little, most of all for level 4: coaching, mentoring, supervising "
    .. "and assessing, and with them boundaries, ethical practice and self-confidence",
}

-- Level 2 of safeguarding, or level 3 where an organisation lets that serve.
function safeguarding_level_2()
  return any {
    says = "Safeguarding at level 2 or, where that serves, level 3",
    trained "safeguarding-level-2",
    all { setting { "level-3-covers-2", is = true }, trained "safeguarding-level-3" },
  }
end
