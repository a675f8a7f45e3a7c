-- What can be taken part in: the training before referrals, that of the two neighbouring jobs, continuing development,
-- specialist subjects and the six parts of personalised care. What is signed off of induction stands in 31-items.lua.

local standards = "https://www.personalisedcareinstitute.org.uk/training-standards/"

course "pci-two-day-care-coordination" {
  title = "Two-day care coordination course",
  says = "Accredited by the Personalised Care Institute and the least that is asked. Explains the job, where it helps and "
    .. "where it ends. The employer pays; the price depends on the provider",
  level = "pre-referral", source = "4.1 table of minimum training; 5.6", url = standards,
  provider = "Accredited by the Personalised Care Institute",
  tags = { "accredited" },
}
course "pci-care-support-planning" {
  title = "Personalised care planning e-learning",
  says = "An accredited course on screen about planning care and support with somebody",
  level = "pre-referral", source = "4.1 table of minimum training", url = standards, cost = 0, mode = "e-learning",
  provider = "Personalised Care Institute",
  teaches = "proactive-care-plan", -- both carry the name of the plan
  tags = { "accredited" },
}
course "pci-shared-decision-making" {
  title = "Shared decision making e-learning",
  says = "An accredited course on screen about coming to decisions together",
  level = "pre-referral", source = "4.1 table of minimum training", url = standards, cost = 0, mode = "e-learning",
  provider = "Personalised Care Institute",
  tags = { "accredited" },
}

local function mandatory(id, title)
  course(id) {
    title = title, says = "Belongs to the training that everybody must have; when it is to be renewed is not said",
    level = "pre-referral", source = "4.1 examples of induction", valid = param("currency-" .. id), tags = { "mandatory" },
  }
end

mandatory("mandatory-safeguarding", "Safeguarding (mandatory)")
mandatory("mandatory-confidentiality", "Confidentiality (mandatory)")

local function optional(id, title, says, url)
  course(id) { title = title, says = says, level = "pre-referral", source = "4.1", url = url, tags = { "optional" } }
end

optional("coaching-skills", "Coaching skills", "Coordinators may find it of use")
optional("motivational-interviewing", "Motivational interviewing", "Coordinators may find it of use, too")
optional("care-certificate", "Care Certificate", "A help within induction to those to whom health and care are new",
  "https://www.skillsforcare.org.uk/Developing-your-workforce/Care-Certificate.aspx")

course "chww-apprenticeship" {
  title = "Community health and wellbeing worker",
  says = "An apprenticeship from which people come into this job; it excuses nobody from the competencies or the training",
  source = "9.1", tags = { "entry-route" },
  url = "https://www.instituteforapprenticeships.org/apprenticeship-standards/community-health-and-wellbeing-worker",
}

-- The other half of somebody who does two jobs. What these jobs ask for in full is another framework's business.

local function other_job(id, title, says, tag)
  course(id) { title = title, says = says, source = "8", tags = { tag } }
end

other_job("pci-health-coaching", "Health coaching training", "What a health and wellbeing coach is trained in", "health-coach")
other_job("elfh-social-prescribing", "Link worker e-learning", "The link worker's course on screen", "link-worker")
other_job("pci-link-worker-training", "Link worker training", "What a link worker is trained in", "link-worker")

-- Continuing development: kinds of it, any of which may suit -------------------------------------------

local function development(id, title, says, mode)
  course(id) {
    title = title, says = says, level = "six-to-twelve-months", source = "8.1", mode = mode,
    tags = { "training-item", "cpd" },
  }
end

development("cpd-webinars", "Webinars", "Informal sessions on line about something of the job", "virtual")
development("cpd-formal-offers", "Formal offers",
  "Courses of a training hub, the Personalised Care Institute, the national leadership programme, a network, trust or system")
development("cpd-role-setting-training", "Role or setting training",
  "Something about this job or this place, say its own systems or the people who live there")
development("cpd-mental-health", "Mental health", "Local training about mental health")
development("cpd-trauma-informed", "Trauma-informed care", "Local training about what trauma does")
development("cpd-difficult-conversations", "Difficult conversations", "Local training for talks that nobody likes to have")
development("cpd-action-learning", "Action learning sets", "Colleagues work on each other's real questions")
development("cpd-peer-support", "Peer support meetings", "Colleagues meet again and again and help each other")
development("cpd-job-shadowing", "Job shadowing", "Going along with somebody at work")
development("cpd-reflective-practice", "Reflective practice", "Thinking over what one did, so as to do it better")
development("cpd-group-supervision", "Group supervision", "Being supervised along with others")
development("cpd-case-discussion", "Case discussions", "Going through cases together")
development("cpd-reading-research", "Reading and research", "Finding things out by oneself")

-- Specialist subjects ----------------------------------------------------------------------------------

local function specialism(id, title, source, url)
  course(id) {
    title = title, says = "What somebody needs to know who coordinates care in this field or among these people",
    level = "specialist", source = source, url = url, tags = { "training-item", "specialist" },
  }
end

specialism("specialist-cancer", "Cancer", "5.7; 8.2")
specialism("specialist-end-of-life", "End of life", "5.7")
specialism("specialist-learning-disability", "Learning disability", "5.7")
specialism("specialist-anticipatory-care", "Anticipatory care", "5.7")
specialism("specialist-elective-care", "Elective care", "5.7; 8.2", "https://www.myplannedcare.nhs.uk/")
specialism("specialist-care-homes", "Enhanced health in care homes", "5.7; 8.2",
  "https://www.england.nhs.uk/publication/enhanced-health-in-care-homes-framework/")
specialism("specialist-long-term-conditions", "Long-term conditions", "5.7; 8.2", "https://www.england.nhs.uk/nhs-at-home/")
specialism("specialist-perioperative", "Perioperative care", "5.7; 8.2")
specialism("specialist-primary-care-network", "Primary care network", "8.2",
  "https://www.england.nhs.uk/primary-care/primary-care-networks/")

-- The six parts of personalised care, around which the job is built. No rule asks for them.

local function component(id, title, says, url)
  course(id) { title = title, says = says, source = "5.7", url = url, tags = { "training-item", "component" } }
end

component("component-shared-decision-making", "Shared decision making", "Decisions that person and professional reach together",
  "https://www.england.nhs.uk/shared-decision-making/")
component("component-care-support-planning", "Personalised care and support planning",
  "A plan that comes out of conversations and is the person's own", "https://www.england.nhs.uk/personalisedcare/pcsp/")
component("component-enabling-choice", "Enabling choice", "Choice that people know of and can use, to which some have a right",
  "https://www.england.nhs.uk/personalisedcare/choice/")
component("component-social-prescribing", "Social prescribing and community support", "Help that is found in a community",
  "https://www.england.nhs.uk/personalised-health-and-care/social-prescribing/")
component("component-self-management", "Supported self-management", "Help with looking after one's own health",
  "https://www.england.nhs.uk/ourwork/patient-participation/self-care/")
component("component-personal-budgets", "Personal and integrated budgets", "Money for care in the hands of whom it is for",
  "https://www.england.nhs.uk/publication/integrated-personal-budgets-and-personal-health-budgets/")
