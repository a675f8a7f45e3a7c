-- Person specification of level 4, band 5/6: care navigator supervisor, care connector, manager of an organisation or service.

local ps = specification(4)

ps.under "Essential 1 Qualifications"
ps.qualification("ps4-degree", "IA", "Relevant degree",
  "A degree that fits; training and experience of equal weight may stand for it")
ps.item("ps4-degree-equivalent", "IA", "Degree equivalent",
  "Training and experience that together weigh as much as a fitting degree", "alternative")
ps.item("ps4-pattern-of-learning", "IA", "Consistent learning",
  "Has kept learning, in courses, training and work, and can show it")
ps.item("ps4-leadership-evidence", "IA", "Leadership evidence",
  "Was trained to lead, or has led, in an earlier post, and can show it")
ps.item("ps4-admin-it-systems", "IAT", "Administrative and IT systems",
  "Excels in office work and IT: builds systems and procedures, and follows how they perform")
ps.item("ps4-move-between-sites", "IA", "Moving between sites", "Gets from one site to the next in good time")
ps.training("ps4-safeguarding-level-3-training", "A", "Safeguarding level 3",
  "The training for safeguarding adults and children at level 3. Printed with the qualifications, so nothing takes its place",
  "safeguarding-level-3")
ps.training("ps4-basic-life-support-training", "A", "Basic life support",
  "The training in basic life support. Printed with the qualifications, so nothing takes its place", "basic-life-support")

ps.under "Essential 2 Experience"
ps.experience("ps4-five-years-direct-contact", "IA", "Five years direct contact",
  "Has been in touch with clients for five years at least, in health or social care, paid or not", "ps4-experience")
ps.experience("ps4-service-coordination", "IA", "Coordinating services",
  "Has brought services of different organisations together, among several professions", "ps4-experience")
ps.item("ps4-builds-relationships", "IA", "Building relationships",
  "Works well with all sorts of people, and builds ties with them",
  "ps4-experience")
ps.experience("ps4-complex-needs-clients", "IA", "Clients with complex needs",
  "Has worked with vulnerable people whose needs are tangled, mental and lasting illness among them", "ps4-experience")
ps.experience("ps4-project-budget-management", "IAT", "Project and budget management",
  "Has run projects and their money, judged outcomes, analysed data, and written and presented reports", "ps4-experience")
ps.item("ps4-outcomes-and-deadlines", "IA", "Outcomes and deadlines",
  "Has brought things to a good end in time, and can show it",
  "ps4-experience")
ps.training("ps4-alt-band-4-5-programme", "IA", "Alternative: Band 5 programme",
  "The national programme's part for the band below, completed to satisfaction; counts together with the recommendation",
  "alternative", "band-4-5-programme")
ps.item("ps4-alt-recommendation", "IA", "Alternative: recommended to progress",
  "The employer's recommendation, given in appraisal, that the person should progress. Recorded as an appraisal", "alternative")

ps.under "Essential 3 Attributes"
ps.item("ps4-motivates-supports", "IA", "Motivating and supporting", "Is behind staff and clients, and gets both going")
ps.item("ps4-interpersonal-diplomacy", "IAT", "Interpersonal skill and diplomacy",
  "Is very good with people, and delicate where it is called for")
ps.item("ps4-conflict-complaints-distress", "IA", "Conflict, complaints and distress",
  "Keeps their head with quarrels, complaints and people in distress")
ps.item("ps4-manages-risk", "IAT", "Managing risk", "Notices risk and deals with it")
ps.item("ps4-understands-confidentiality", "I", "Understanding confidentiality",
  "Can say what confidentiality is and what it is good for")
ps.item("ps4-organised-adaptable", "IAT", "Organised and adaptable",
  "Is very orderly and yet flexible; plans, and follows the plan")
ps.item("ps4-prioritising", "IAT", "Prioritising", "Sees what has to come first")
ps.item("ps4-positive-to-change", "IA", "Positive about change",
  "Takes change, and the managing of it, as something good")
ps.item("ps4-self-motivated", "IA", "Self-motivated", "Drives themselves on, alone and under pressure")
ps.item("ps4-judgement-responsibility", "IA", "Judgement and responsibility",
  "Judges, acts on it and answers for it, and asks when advice is needed")
ps.item("ps4-shares-good-practice", "IA", "Sharing good practice",
  "Lets others have what they know and what works, where that is fitting")
ps.item("ps4-promotes-equality", "IA", "Promoting equality", "Stands up for equality and diversity")
ps.item("ps4-willingness-to-learn", "IA", "Willingness to learn", "Would like to learn and grow here")
ps.item("ps4-sees-improvements", "IAT", "Seeing improvements", "Notices what could be done better")

ps.under "Essential 4 Communication skills"
ps.item("ps4-confident-communication", "IAT", "Confident communication",
  "Knows ways of communicating, spoken and written, that work with many kinds of clients and providers")
ps.item("ps4-staff-appraisals", "IAT", "Conducting staff appraisals",
  "Appraises so that staff feel backed and helped on, and makes change easy where it is due")
ps.item("ps4-mentoring-feedback", "IAT", "Mentoring and feedback",
  "Mentors staff, follows how they come on, and is good at telling them, in appraisal and in supervision")
ps.item("ps4-negotiation-motivation", "IAT", "Negotiation and motivation",
  "Negotiates with clients and staff, and motivates both")
ps.item("ps4-diplomatic-handling", "IAT", "Diplomatic handling",
  "Is tactful with what is sensitive or may lead to conflict")
ps.item("ps4-limits-of-confidentiality", "IA", "Limits of confidentiality",
  "Understands why confidentiality matters, and where it stops")

ps.under "Essential 5 Team-working"
ps.item("ps4-relate-to-all-staff", "IA", "Relating to all staff",
  "Finds the right footing with everybody, clinical or not, in the house and outside")
ps.item("ps4-leads-projects", "IA", "Leading projects", "Could lead a given project")
ps.item("ps4-motivates-others", "IA", "Motivating others", "Carries others along")
ps.item("ps4-new-ideas", "IAT", "Initiative and new ideas",
  "Takes the first step, and thinks of better ways to serve clients")
ps.item("ps4-chairing-meetings", "IA", "Chairing meetings", "Is sure of themselves in setting up and leading meetings")

ps.under "Essential 6 Information management and technology"
ps.item("ps4-records-and-devices", "IAT", "Electronic records and devices",
  "Can work with the records, databases, spreadsheets, programs and devices, such as those of telecare, of employer and post")

ps.under "Desirable 1 Qualifications"
ps.qualification("ps4-des-healthcare-management", "IA", "Healthcare management qualification",
  "AMSPAR or another award in managing health care. Working towards it is as good, and has no record of its own")
ps.training("ps4-des-employment-law-training", "IA", "Employment law training",
  "Training in the law and rules of employment")

ps.under "Desirable 2 Experience"
ps.training("ps4-des-band-4-5-programme", "IA", "Band 4/5 programme",
  "The national programme's part for the band below, completed",
  "band-4-5-programme")
ps.experience("ps4-des-managerial-projects", "IA", "Managerial projects",
  "Has led projects as a manager, with a part in strategic decisions")

ps.under "Desirable 3 Skills and attributes"
ps.item("ps4-des-leadership-styles", "IA", "Leadership styles",
  "Understands styles of leading, their own and the organisation's")
ps.item("ps4-des-career-commitment", "IA", "Commitment to career development",
  "Means to go on developing in health and social care")

ps.under "Desirable 4 Knowledge"
ps.item("ps4-des-strategic-policy-knowledge", "IA", "Strategic policy knowledge",
  "Knows care of body and mind and NHS policy thoroughly, where both may be going, and what that would mean here")
