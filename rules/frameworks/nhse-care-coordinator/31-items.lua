-- What is signed off: induction, supervision arrangements, values, and what an employer confirms.

local function attested(id, title, says, source, level, tag)
  item(id) { title = title, says = says, source = source, level = level, tags = { "attestation", tag } }
end

-- Induction. Its nine parts are examples; an organisation may ask for some of them by name.

item "setting-induction" {
  title = "Setting induction complete",
  says = "Has been shown and taught what this place of work asks, before anybody is referred to them",
  level = "pre-referral", source = "4.1", tags = { "training-item", "induction" },
}

local function example(id, title, says)
  item(id) {
    title = title, says = says, level = "pre-referral", source = "4.1 examples of induction",
    tags = { "training-item", "example" },
  }
end

example("induction-mandatory-training", "Mandatory training",
  "Has had what everybody must have, safeguarding and confidentiality among it")
example("induction-it-systems", "IT systems and templates", "Can use systems and templates, and record what was done")
example("induction-service-roles", "Service and team roles",
  "Knows the service, who does what in its team, what is new in how they work, and where a coordinator comes in")
example("induction-introductions", "Introductions", "Has met service, team, partners and neighbourhood")
example("induction-patient-groups", "Patient groups and pathways",
  "Knows the people and pathways of this place, such as care homes, care ahead of need or planned operations")
example("induction-care-at-home-frameworks", "Care @home frameworks",
  "Knows how long-term conditions of heart and lungs are looked after at home, and the tools that find who is at risk")
example("induction-employer-priorities", "Employer priorities", "Knows what the employer wants to achieve and their own part in it")
example("induction-policy-context", "Policy context", "Knows which policies brought the job about, say the network contract")
example("induction-outcomes-boundaries", "Outcomes and boundaries", "Knows what is hoped for and where the job ends")

-- Supervision arrangements. The sessions are their own kind of record.

attested("named-first-contact", "Named first contact",
  "There is one person, known by name, to turn to first for advice and help", "Summary; 4.2.2")
attested("suitable-supervisor", "Suitable supervisor",
  "Whoever supervises is experienced, knows this job, has learned to supervise and ideally knows advanced ways of "
  .. "communicating; several named people may share it", "Summary; 4.2.2")
attested("concerns-route", "Route for patient concerns",
  "It is settled which senior colleague hears of worries about a patient, such as abuse, violence at home or mental health, "
  .. "and helps with safeguarding", "Summary; 4.2.2")
attested("commissioned-supervision", "Commissioned supervision",
  "Where another body employs the coordinator, the contract with it says how they are supervised", "4.2.2", nil, "employer")
attested("des-supervision", "Network contract supervision",
  "Where a network is reimbursed for the post, it supervises as its contract says (B5.5)", "4.2.1; 4.2.2", nil, "employer")

supervision "regular-supervision" {
  title = "Regular supervision",
  says = "Sessions with a supervisor: once a month or more for full-time staff, perhaps more for whoever is new",
  source = "Summary; 4.2.2", tags = { "attestation" },
}

-- The NHS values, expected of all staff.

local function value(id, title, says)
  attested(id, title, says, "6", nil, "nhs-value")
end

value("value-together-for-patients", "Working together for patients", "Puts patients before the boundaries of organisations")
value("value-respect-dignity", "Respect and dignity", "Meets everybody as a person of worth")
value("value-quality-commitment", "Commitment to quality of care", "Wants care to be good and safe, and says when it is not")
value("value-compassion", "Compassion", "Is kind, and answers to what somebody is going through")
value("value-improving-lives", "Improving lives", "Wants people to be better off for the work")
value("value-everyone-counts", "Everyone counts", "Leaves nobody out")

attested("commitment-personalised-care", "Commitment to personalised care",
  "Is committed to care that starts from the person; asked of former apprentices, too", "6; 9.1", nil, "entry")

-- What an employer confirms later.

attested("personal-development-plan", "Personal development plan",
  "Has a plan that came, with supervision and appraisal, out of talking about what to learn", "8; 8.1", "six-to-twelve-months")
attested("health-coach-competencies-met", "Health coach competencies met",
  "The employer has seen that a coach's competencies are met as well", "8", nil, "dual-role")
attested("link-worker-competencies-met", "Link worker competencies met",
  "The employer has seen that a link worker's competencies are met as well", "8", nil, "dual-role")
attested("specialist-service-support", "Specialist service support",
  "Has the right professional and service behind them, and guidance and supervision in a specialist team",
  "5.7; 8.2", "specialist")
