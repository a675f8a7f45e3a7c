-- The example person specification of the expert tier. Never asked for: see _example.lua.

local example = include "_example".of "expert"

example.qualification("1 Qualifications", "exp-ex-degree", "Relevant degree",
  "A degree in something that matters here; training and experience of equal weight do as well")
example.experience("2 Experience", "exp-ex-five-years-direct-contact", "Five years direct contact",
  "No less than five years in health or social care, for pay or not, face to face with clients")
example.experience("2 Experience", "exp-ex-service-coordination", "Coordinating services",
  "Has made the services of several organisations and professions fit together")
example.experience("2 Experience", "exp-ex-complex-needs-clients", "Clients with complex needs",
  "Has looked after vulnerable clients with entangled needs, of lasting and mental conditions among others")
example.experience("2 Experience", "exp-ex-project-budget-management", "Project and budget management",
  "Has run projects and their money, evaluated what came out, worked on data, and written and given reports")

example.training("1 Qualifications", "exp-ex-safeguarding-level-3-training", "Safeguarding level 3",
  "Trained at level 3 to keep adults and children safe")
example.training("1 Qualifications", "exp-ex-basic-life-support-training", "Basic life support",
  "Trained to keep somebody alive until help comes")

local section = "1 Qualifications"
example.stand_in(section, "exp-ex-degree-equivalent", "Degree equivalent",
  "What the person has learned and done weighs as much as a relevant degree; in its place")
example.attribute(section, "exp-ex-pattern-of-learning", "Consistent learning",
  "Can show to have gone on learning, from books, courses and work")
example.attribute(section, "exp-ex-leadership-evidence", "Leadership evidence",
  "Can show to have led in earlier work, or to have learned how")
example.attribute(section, "exp-ex-admin-it-systems", "Administrative and IT systems",
  "Excellent in the office and at the computer: sets up how things are done and follows how well they go")
example.attribute(section, "exp-ex-move-between-sites", "Moving between sites",
  "Gets from one place of work to the next in time")

section = "2 Experience"
example.attribute(section, "exp-ex-builds-relationships", "Building relationships",
  "Gets on, and gets close, with people of very different kinds")
example.attribute(section, "exp-ex-outcomes-and-deadlines", "Outcomes and deadlines",
  "Has brought about good results before, and by the day agreed")

section = "3 Attributes"
example.attribute(section, "exp-ex-motivates-supports", "Motivating and supporting",
  "Gives staff and clients heart, and a hand")
example.attribute(section, "exp-ex-interpersonal-diplomacy", "Interpersonal skill and diplomacy",
  "Is very good with people, and careful where a matter is delicate")
example.attribute(section, "exp-ex-conflict-complaints-distress", "Conflict, complaints and distress",
  "Can cope with people who quarrel, complain or are upset")
example.attribute(section, "exp-ex-manages-risk", "Managing risk", "Sees what could go wrong, and acts on it")
example.attribute(section, "exp-ex-understands-confidentiality", "Understanding confidentiality",
  "Knows what must stay private, and why it matters")
example.attribute(section, "exp-ex-organised-adaptable", "Organised and adaptable",
  "Orderly without being rigid; plans, and follows how far things are")
example.attribute(section, "exp-ex-prioritising", "Prioritising", "Knows what comes first")
example.attribute(section, "exp-ex-positive-to-change", "Positive about change",
  "Sees the good in change, and in leading people through it")
example.attribute(section, "exp-ex-self-motivated", "Self-motivated",
  "Needs nobody to drive them, even on their own and pressed")
example.attribute(section, "exp-ex-judgement-responsibility", "Judgement and responsibility",
  "Judges, begins and answers for it, and asks somebody when it is time to ask")
example.attribute(section, "exp-ex-shares-good-practice", "Sharing good practice",
  "Passes on what is worth knowing and what worked")
example.attribute(section, "exp-ex-promotes-equality", "Promoting equality", "Stands up for equality and diversity")
example.attribute(section, "exp-ex-willingness-to-learn", "Willingness to learn",
  "Is ready to learn, and to grow with the organisation")
example.attribute(section, "exp-ex-sees-improvements", "Seeing improvements", "Notices where something could be better")

section = "4 Communication skills"
example.attribute(section, "exp-ex-confident-communication", "Confident communication",
  "Sure of reaching many kinds of client and provider, speaking and writing")
example.attribute(section, "exp-ex-staff-appraisals", "Conducting staff appraisals",
  "Appraises in a way that supports, and that helps people to change what needs changing")
example.attribute(section, "exp-ex-mentoring-feedback", "Mentoring and feedback",
  "Mentors staff and follows how they get on; says so skilfully, in supervision and at appraisals")
example.attribute(section, "exp-ex-negotiation-motivation", "Negotiation and motivation",
  "Negotiates well with clients and staff, and motivates them")
example.attribute(section, "exp-ex-diplomatic-handling", "Diplomatic handling",
  "Is tactful with what is sensitive and where people may fall out")
example.attribute(section, "exp-ex-limits-of-confidentiality", "Limits of confidentiality",
  "Understands what secrecy is for, and when it has to end")

section = "5 Team-working"
example.attribute(section, "exp-ex-relate-to-all-staff", "Relating to all staff",
  "Can work with everybody, clinical or not, in the house and elsewhere")
example.attribute(section, "exp-ex-leads-projects", "Leading projects", "Can take the lead of a project")
example.attribute(section, "exp-ex-motivates-others", "Motivating others", "Can get others to want it")
example.attribute(section, "exp-ex-new-ideas", "Initiative and new ideas",
  "Begins things, and thinks of better ones to do for clients")
example.attribute(section, "exp-ex-chairing-meetings", "Chairing meetings", "Sure of calling a meeting and of leading it")

example.attribute("5 I.T.", "exp-ex-it", "IT",
  "Sure of records and systems, databases, spreadsheets, PowerPoint and whatever else the job brings")
