-- The first column of Table 1: 37 competencies. Two are trainings, and are shown by them.

-- Declares the competencies of one level: (domain, id, title, says, what shows it).
function competencies_of(level)
  return function(domain, id, title, says, shown_by)
    competency(id) {
      domain = domain, level = "level-" .. level, title = title, says = says, shown_by = shown_by,
      source = "Table 1, Level " .. level,
    }
  end
end

local level_1 = competencies_of(1)

level_1("effective-communication", "l1-telephone-skills", "Telephone skills", "Is clear and courteous on the telephone")
level_1("effective-communication", "l1-listening-skills", "Listening skills",
  "Takes in what others say, and how they say it")
level_1("effective-communication", "l1-record-and-respond", "Recording and answering requests",
  "Writes down what is asked or reported, and answers it")
level_1("effective-communication", "l1-proactive-contact", "Proactive patient contacts",
  "Turns to patients before they have to ask")
level_1("effective-communication", "l1-cultural-needs", "Cultural needs",
  "Sees what a person's culture makes important to them")

level_1("managing-information", "l1-complex-information", "Complex information and requests",
  "Finds a way through information and wishes that are not simple")
level_1("managing-information", "l1-it-skills", "IT skills",
  "Is at home in the systems for bookings, diaries, registration, prescriptions and medicines")
level_1("managing-information", "l1-information-governance", "Information governance",
  "Keeps to the rules on handling information. Printed as the tail of the line on IT; read as a competency of its own")
level_1("managing-information", "l1-documents-and-data", "Documents and data", "Keeps files and data in order")
level_1("managing-information", "l1-accountability", "Accountability", "Stands up for what they did")
level_1("managing-information", "l1-follow-through", "Follow-through", "Stays with a task until it is done")
level_1("managing-information", "l1-effective-handover", "Effective handover",
  "Hands work on without anything falling by the way")
level_1("managing-information", "l1-attention-to-detail", "Attention to detail", "Is exact in small things")

level_1("protecting-patients", "l1-health-and-safety", "Health and safety at work",
  "Works so that nobody comes to harm")
level_1("protecting-patients", "l1-basic-life-support", "Basic life support",
  "Can keep somebody alive until help comes; shown by the course", trained "basic-life-support")
level_1("protecting-patients", "l1-safeguarding-level-2", "Safeguarding level 2",
  "Safeguards children and adults as level 2 teaches; shown by the course", safeguarding_level_2())
level_1("protecting-patients", "l1-alerting-to-emergencies", "Alerting others to emergencies",
  "Recognises an emergency of body, mind or circumstances and tells those who can act")
level_1("protecting-patients", "l1-confidentiality", "Confidentiality",
  "Keeps to themselves what is nobody else's business")

level_1("organising-networking", "l1-organisation-procedures", "Organisation, protocols, procedures",
  "Knows the employer and its written ways of working")
level_1("organising-networking", "l1-organisation-security", "Organisation security",
  "Does their part to keep the place secure")
level_1("organising-networking", "l1-wider-welfare-context", "Place in wider services",
  "Can say where the employer stands among the services for health and welfare")
level_1("organising-networking", "l1-local-services-awareness", "Local services awareness",
  "Has heard of what the locality offers, and of the way to it")

level_1("motivation-supporting", "l1-empathy-compassion", "Empathy and compassion",
  "Feels with people and lets them notice it")
level_1("motivation-supporting", "l1-distress-and-conflict", "Distress and conflict",
  "Copes with people in distress and with quarrels")
level_1("motivation-supporting", "l1-mental-health-and-welfare", "Mental health and welfare",
  "Understands how much of somebody's welfare hangs on their mental health")

level_1("effective-relationships", "l1-person-centred-working", "Person-centred working",
  "Starts from the person, out of conviction")
level_1("effective-relationships", "l1-reliability", "Reliability", "Does what they said they would")
level_1("effective-relationships", "l1-honesty-integrity", "Honesty and integrity", "Is truthful and upright")
level_1("effective-relationships", "l1-team-working", "Team working", "Pulls together with others")

level_1("self-awareness", "l1-prioritising", "Prioritising", "Sees what has to come first")
level_1("self-awareness", "l1-time-management", "Time management", "Makes good use of the hours there are")
level_1("self-awareness", "l1-stress-resilience", "Stress management and resilience",
  "Can carry strain, and recovers from it")
level_1("self-awareness", "l1-making-judgements", "Making judgements", "Arrives at a view of their own, with reasons")
level_1("self-awareness", "l1-defining-boundaries", "Defining boundaries", "Says where their task ends")
level_1("self-awareness", "l1-personal-support", "Personal support", "Knows to whom they can turn themselves")

level_1("ethical-practice", "l1-stigma-discrimination", "Stigma and discrimination",
  "Understands how health and social care can brand people or treat them worse")
level_1("ethical-practice", "l1-own-prejudices", "Own prejudices", "Has looked at the prejudices they bring along")
