-- Who judges, by which means, and where the ladder leads.

capacity "supervisor" {
  title = "Supervisor", source = "5.2",
  says = "Oversees training in the workplace, assesses it and signs off what somebody has shown",
}
capacity "manager" {
  title = "Manager or appraiser", source = "5.2; Appendices 2 to 4, Person specification",
  says = "Looks at competence in appraisal on the employer's behalf, and may recommend that somebody progresses",
}
capacity "service-user" {
  title = "Service user", source = "5.2",
  says = "Tells how the help that was given felt from the other side",
}
capacity "peer" {
  title = "Peer", source = "5.2",
  says = "A colleague from whose feedback one learns",
}
capacity "self" {
  title = "Self", source = "5.2", tags = "parameter",
  says = "The person whose competence is in question; not enough on its own unless an organisation decides so",
}

-- The routes printed behind the items of a person specification: (I), (A) and (T).

local function route(id, title, says)
  method(id) { title = title, says = says, source = "Appendices 1 to 4, Person specification", tags = "route" }
end

route("interview", "Interview", "Found out in conversation with the applicant")
route("application", "Application", "Read from the application and its papers")
route("test", "Test", "Tried out in an exercise set for applicants")

-- Evidence, and ways of assessing it.

local function evidence(id, title, says, ...)
  method(id) { title = title, says = says, source = "5.2", tags = { "evidence-type", ... } }
end

evidence("self-assessment", "Self-assessment", "The person's own view of how far they have come", "assessment-method")
evidence("appraisal-review", "Appraisal review", "Competence is gone through when the person is appraised", "assessment-method")
evidence("service-user-feedback", "Service-user feedback", "What those who were helped report of the work", "assessment-method")
evidence("simulation", "Simulation assessment", "Watched in a task staged for the purpose", "assessment-method")
evidence("e-portfolio", "E-portfolio",
  "A portfolio on screen in eight parts, one for each area of competence, with room for what a job needs besides; learners "
  .. "and their employers, now and later, can look into it, and appraisals draw on it")
evidence("documented-reflection", "Documented reflection", "Something done at work, thought over in writing")
evidence("supervisor-peer-feedback", "Supervisor and peer feedback", "What was learned from the remarks of seniors and equals")

-- The ten themes into which the 2017 paper sorted what protecting patients means. They label evidence and decide nothing.

local function theme(id, title, says)
  method(id) { title = title, says = says, source = "2017 paper, Table 3",
    tags = { "evidence-type", "sub-theme", "protecting-patients" } }
end

theme("pp-health-and-safety-at-work", "Health and safety at work",
  "Workplace rules, fire, infection and danger to oneself; keeping to one's limits and in touch with seniors")
theme("pp-identifying-people-at-risk", "Identifying people at risk",
  "Reading early signs, using tools that rank risk, looking for those whom a navigator could help")
theme("pp-safeguarding", "Safeguarding adults and children", "Seeing that something is wrong, reporting it and passing it upwards")
theme("pp-responding-to-crisis", "Responding to crisis",
  "Keeping calm, saving life, knowing what cannot wait, and which people and places are most in danger")
theme("pp-timely-access", "Timely access and communication",
  "Getting through to those who can help without delay, handing over well, keeping people out of hospital by what they are told")
theme("pp-recording-events", "Recording events", "Notes that are clear, made at once and kept up to date")
theme("pp-sharing-information", "Sharing information",
  "Who may be told what, with whose consent and in words that are understood")
theme("pp-complex-needs", "People with complex needs",
  "What vulnerable groups and their carers need, plans for their care, and a caseload of those who are stable")
theme("pp-services-and-eligibility", "Services and eligibility",
  "What there is, who is entitled to it, how to get it and how to bring it together")
theme("pp-managing-complaints", "Complaints", "How complaints run, from taking the heat out of them to settling and learning")

-- Where the ladder leads.

destination "health-care-assistant" {
  title = "Health care assistant", source = "1; 4.2", says = "A branch into supporting clinical work",
}
destination "medical-assistant" {
  title = "Medical assistant", source = "4.2", says = "A branch into assisting doctors",
}
destination "nurse-training" {
  title = "Nurse training", source = "1", says = "A branch into becoming a nurse",
}
destination "management-training" {
  title = "Supervisor or management training", source = "1; 4.2",
  says = "Onwards into formal preparation for leading staff or a service",
}
