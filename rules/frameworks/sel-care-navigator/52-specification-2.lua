-- Person specification of level 2, band 3/4: patient liaison officer, case manager, ward clerk and others.

local ps = specification(2)

ps.under "Essential 1 Qualifications"
ps.qualification("ps2-gcse-english-maths", "IA", "GCSE English and Maths",
  "GCSEs in the two subjects, or what equals them")
ps.qualification("ps2-secretarial-level-3", "IA", "Secretarial qualification",
  "A secretary's award; experience that can be shown at NVQ Admin 3, RSA3 or a like standard may stand for it")
ps.experience("ps2-admin-level-3-experience", "IA", "Level 3 office experience",
  "Has worked in an office at the standard of NVQ Admin 3, RSA3 or the like, and can show it", "alternative")

ps.under "Essential 2 Experience"
ps.experience("ps2-reception-independent-working", "IAT", "Reception experience, independent working",
  "Has worked with customers at a reception desk or in an office, on their own initiative and without being led", "ps2-experience")
ps.item("ps2-channels-and-databases", "IAT", "Confident channels and databases",
  "Is sure of themselves in many ways of communicating, and good with the databases of the work", "ps2-experience")
ps.training("ps2-safeguarding-level-3-training", "A", "Safeguarding level 3, current",
  "The training for safeguarding adults and children at level 3. Here, and only here, the source wants it current",
  "ps2-experience", "safeguarding-level-3")
ps.training("ps2-basic-life-support-training", "A", "Basic life support", "The training in basic life support",
  "ps2-experience", "basic-life-support")
ps.training("ps2-alt-band-2-3-programme", "A", "Alternative: Band 2/3 programme",
  "The national programme's part for the band below, completed to satisfaction; counts together with the recommendation",
  "alternative", "band-2-3-programme")
ps.item("ps2-alt-recommendation", "A", "Alternative: recommended to progress",
  "The employer's recommendation, given in appraisal, that the person should progress. Recorded as an appraisal", "alternative")

ps.under "Essential 3 Attributes"
ps.item("ps2-positive-attitude", "IAT", "Positive attitude", "Is well disposed towards colleagues and those served")
ps.item("ps2-initiative-prioritising", "IAT", "Initiative and prioritising",
  "Starts without being told, and sorts the work by what matters")
ps.item("ps2-organisational-skills", "IA", "Organisational skills", "Organises work so that one can see it")
ps.item("ps2-pressure-deadlines", "IAT", "Pressure and deadlines", "Keeps going when it is busy, and is ready in time")
ps.item("ps2-interpersonal-skills", "IA", "Interpersonal skills", "Gets along with others")
ps.item("ps2-communication-and-detail", "IAT", "Communication and detail",
  "Cares that messages arrive and that details are right")
ps.item("ps2-respect-confidentiality", "IA", "Respect for confidentiality", "Treats what is private as private")
ps.item("ps2-conflict-and-distress", "I", "Conflict and distress",
  "Keeps their head with people who quarrel or are distressed")
ps.item("ps2-changing-environment", "IA", "Changing environment",
  "Adapts at once where much is asked and things keep changing")
ps.item("ps2-problem-solving", "IAT", "Problem solving", "Finds ways out of difficulties")
ps.item("ps2-willingness-to-learn", "IA", "Willingness to learn", "Would like to learn and grow here")

ps.under "Essential 4 Communication skills"
ps.item("ps2-confident-communication", "IAT", "Confident communication",
  "Knows ways of communicating that work with many kinds of customers and providers")
ps.item("ps2-database-recording", "IAT", "Prompt database recording", "Enters things into databases rightly, and soon")
ps.item("ps2-clear-messages", "IAT", "Clear messages, reports, presentations",
  "Makes things clear to seniors, patients, carers and other agencies, also in a report or in front of people")

ps.under "Essential 5 Team-working"
ps.item("ps2-relate-to-all-staff", "IA", "Relating to all staff",
  "Finds the right footing with every colleague, clinical or not")
ps.item("ps2-motivate-team", "IA", "Motivating the team", "Wins the team for care plans and the promotion of health")
ps.item("ps2-own-impact-resilience", "IA", "Own impact and resilience",
  "Sees what they themselves change in care, and holds up when it is hard")

ps.under "Essential 6 Information management and technology"
ps.item("ps2-records-and-devices", "IAT", "Electronic records and devices",
  "Can work with the employer's records, programs and devices, such as those of telecare")

ps.under "Desirable 1 Qualifications"
ps.qualification("ps2-des-two-a-levels", "A", "Two A levels", "At least two A levels, or what equals them")
ps.item("ps2-des-pattern-of-learning", "IA", "Consistent learning",
  "Has kept learning, in courses and at work, and can show it")
ps.item("ps2-des-move-between-sites", "A", "Moving between sites", "Gets from one site to the next in good time")

ps.under "Desirable 2 Experience"
ps.training("ps2-des-band-2-3-programme", "IA", "Band 2/3 programme",
  "The national programme's part for the band below, completed",
  "band-2-3-programme")

ps.under "Desirable 3 Skills and attributes"
ps.item("ps2-des-independent-judgement", "IAT", "Independent sound judgement", "Needs nobody beside them to judge well")
ps.item("ps2-des-care-coordination-organising", "IA", "Organising client care",
  "Is strong at planning clients' care and holding it together")
ps.item("ps2-des-advanced-admin-study", "IA", "Willing to study further",
  "Would study for a higher award in office work")

ps.under "Desirable 4 Knowledge"
ps.item("ps2-des-mental-health-policy-knowledge", "IA", "Knowledge of care and policy",
  "Knows how care of body and mind is provided, and what the NHS wants of mental health services at present")
