-- Person specification of level 3, band 4/5: care navigator, case manager, senior ward clerk and others.

local ps = specification(3)

ps.under "Essential 1 Qualifications"
ps.qualification("ps3-a-level-with-gcse-c", "IA", "A levels with GCSE C",
  "Educated to A level, with English and Maths at GCSE grade C or higher")
ps.item("ps3-move-between-sites", "IA", "Moving between sites", "Gets from one site to the next in good time")
ps.qualification("ps3-secretarial-it-level-3", "IA", "Secretarial or IT qualification",
  "An award for secretaries, for IT or for both at NVQ Admin 3 or RSA3; experience that equals it may stand for it")
ps.experience("ps3-secretarial-it-experience", "IA", "Equivalent secretarial or IT experience",
  "Has worked as a secretary or with IT so that it weighs as much as the award", "alternative")
ps.training("ps3-safeguarding-level-3-training", "A", "Safeguarding level 3",
  "The training for safeguarding adults and children at level 3. Printed with the qualifications, so nothing takes its place",
  "safeguarding-level-3")
ps.training("ps3-basic-life-support-training", "A", "Basic life support",
  "The training in basic life support. Printed with the qualifications, so nothing takes its place", "basic-life-support")

ps.under "Essential 2 Experience"
ps.experience("ps3-three-years-direct-contact", "IA", "Over three years direct contact",
  "Has been in touch with people, families and carers for more than three years, in health, social care or advice, paid or not",
  "ps3-experience")
ps.experience("ps3-multi-professional-working", "IA", "Multi-professional working",
  "Has worked where several professions of health, social or voluntary care meet", "ps3-experience")
ps.experience("ps3-vulnerable-clients", "IA", "Vulnerable clients",
  "Has served vulnerable people with lasting illness of body or mind", "ps3-experience")
ps.experience("ps3-data-audit-reports", "IA", "Data, audit and reports",
  "Has put data together, audited, and written and presented reports", "ps3-experience")
ps.training("ps3-alt-band-3-4-programme", "A", "Alternative: Band 4 programme",
  "The national programme's part for the band below, completed to satisfaction; counts together with the recommendation",
  "alternative", "band-3-4-programme")
ps.item("ps3-alt-recommendation", "A", "Alternative: recommended to progress",
  "The employer's recommendation, given in appraisal, that the person should progress. Recorded as an appraisal", "alternative")

ps.under "Essential 3 Attributes"
ps.item("ps3-positive-attitude", "IAT", "Positive attitude", "Is well disposed towards colleagues and those served")
ps.item("ps3-pressure-deadlines", "IAT", "Pressure and deadlines", "Keeps going when it is busy, and is ready in time")
ps.item("ps3-interpersonal-diplomacy", "IA", "Interpersonal skill and diplomacy",
  "Is very good with people, and delicate where it is called for")
ps.item("ps3-communication-and-detail", "IAT", "Communication and detail",
  "Cares that messages arrive and that details are right")
ps.item("ps3-respect-confidentiality", "IA", "Respect for confidentiality", "Treats what is private as private")
ps.item("ps3-conflict-and-distress", "I", "Conflict and distress",
  "Keeps their head with people who quarrel or are distressed")
ps.item("ps3-changing-environment", "IA", "Changing environment",
  "Adapts at once where much is asked and things keep changing")
ps.item("ps3-independent-proactive", "IAT", "Independent, proactive working",
  "Works alone and foresees what is needed, on the premises or in somebody's home, with sound judgement")
ps.item("ps3-organisational-skills", "IAT", "Strong organising",
  "Plans, ranks, follows and reports, and sees where services are missing or could become more")
ps.item("ps3-willingness-to-learn", "IA", "Willingness to learn", "Would like to learn and grow here")

ps.under "Essential 4 Communication skills"
ps.item("ps3-confident-communication", "IAT", "Confident communication",
  "Knows ways of communicating, spoken and written, that work with many kinds of customers and providers")
ps.item("ps3-negotiation-motivation", "IAT", "Negotiation and motivation",
  "Negotiates and motivates well, for people's health and for good use of services")
ps.item("ps3-diplomatic-handling", "IAT", "Diplomatic handling",
  "Is tactful with what is sensitive or may lead to conflict")

ps.under "Essential 5 Team-working"
ps.item("ps3-relate-to-all-staff", "IA", "Relating to all staff",
  "Finds the right footing with every colleague, clinical or not")
ps.item("ps3-motivate-team", "IA", "Motivating the team",
  "Wins the team for the promotion of health and for change in the house")
ps.item("ps3-chairing-meetings", "IA", "Chairing meetings",
  "Is sure of themselves in setting up and leading case conferences among professions")
ps.item("ps3-organised-responsible", "IA", "Organised and responsible",
  "Is orderly and can be relied on, and takes responsibility for what they do")

ps.under "Essential 6 Information management and technology"
ps.item("ps3-records-and-devices", "IAT", "Electronic records and devices",
  "Can work with the employer's records, programs and devices, such as those of telecare")

ps.under "Desirable 1 Qualifications"
ps.qualification("ps3-des-degree", "A", "Degree", "A degree, or what equals it")
ps.item("ps3-des-leadership-training", "IA", "Leadership training",
  "Was trained to lead in an earlier post, and can show it")

ps.under "Desirable 2 Experience"
ps.training("ps3-des-band-3-4-programme", "IA", "Band 3/4 programme",
  "The national programme's part for the band below, completed",
  "band-3-4-programme")
ps.experience("ps3-des-project-management", "IA", "Project management",
  "Has run projects, from entering and analysing the data to judging the outcome and reporting it")
ps.experience("ps3-des-complex-needs-clients", "IA", "Clients with complex needs",
  "Has worked with vulnerable people whose needs of body, mind and living are tangled")

ps.under "Desirable 3 Skills and attributes"
ps.item("ps3-des-positive-to-change", "IA", "Positive about change",
  "Takes change, and the managing of it, as something good")
ps.item("ps3-des-sees-improvements", "IA", "Sees improvements", "Notices what could be done better")
ps.item("ps3-des-manages-risk", "IA", "Manages risk", "Notices risk and deals with it")
ps.item("ps3-des-leads-projects", "IA", "Leads projects", "Could lead a given project")
ps.item("ps3-des-negotiates-motivates", "IA", "Negotiates and motivates",
  "Negotiates with clients and staff, and motivates both")

ps.under "Desirable 4 Knowledge"
ps.item("ps3-des-mental-health-policy-knowledge", "IA", "Knowledge of care and policy",
  "Knows how care of body and mind is provided, and what the NHS wants of mental health services at present")
