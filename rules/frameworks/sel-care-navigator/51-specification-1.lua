-- Person specification of level 1, band 2/3: receptionist, administrator.

local ps = specification(1)

ps.under "Essential 1 Qualifications"
ps.qualification("ps1-gcse-english-maths", "IA", "GCSE English and Maths",
  "GCSEs in the two subjects, or what equals them")
ps.qualification("ps1-nvq-2-admin", "IA", "NVQ level 2", "An NVQ at level 2; work of equal weight may stand for it")
ps.experience("ps1-equivalent-admin-work", "IA", "Equivalent office or customer work",
  "Has worked in an office or with customers so that it weighs as much as the NVQ", "alternative")

ps.under "Essential 2 Experience"
ps.experience("ps1-reception-admin-experience", "IA", "Reception or office experience",
  "Has worked at a reception desk or in an office, with customers and with records kept on computers", "ps1-experience")
ps.training("ps1-safeguarding-level-2-training", "A", "Safeguarding level 2",
  "The training for safeguarding adults and children at level 2", "ps1-experience", "safeguarding-level-2")
ps.training("ps1-basic-life-support-training", "A", "Basic life support", "The training in basic life support",
  "ps1-experience", "basic-life-support")
ps.training("ps1-alt-entry-apprenticeship", "A", "Alternative: entry-level apprenticeship",
  "The entry-level apprenticeship completed; printed after an \"or\", in the place of the experience asked", "alternative",
  "entry-level-apprenticeship")

ps.under "Essential 3 Attributes"
ps.item("ps1-positive-attitude", "IAT", "Positive attitude", "Is well disposed towards colleagues and those served")
ps.item("ps1-initiative-prioritising", "IAT", "Initiative and prioritising",
  "Starts without being told, and sorts the work by what matters")
ps.item("ps1-pressure-deadlines", "IAT", "Pressure and deadlines", "Keeps going when it is busy, and is ready in time")
ps.item("ps1-interpersonal-skills", "IA", "Interpersonal skills", "Gets along with others")
ps.item("ps1-respect-confidentiality", "IA", "Respect for confidentiality", "Treats what is private as private")
ps.item("ps1-conflict-and-distress", "I", "Conflict and distress",
  "Keeps their head with people who quarrel or are distressed")
ps.item("ps1-changing-environment", "IA", "Changing environment",
  "Adapts at once where much is asked and things keep changing")
ps.item("ps1-willingness-to-learn", "IA", "Willingness to learn", "Would like to learn and grow here")

ps.under "Essential 4 Communication skills"
ps.item("ps1-literacy", "IAT", "Good literacy",
  "Writes without mistakes, be it a letter, a note, an e-mail, a report or a plan of action")
ps.item("ps1-database-input", "IAT", "Database input", "Enters data, and uses such systems to good effect")
ps.item("ps1-clear-speech", "IAT", "Clear spoken communication",
  "Speaks so that all kinds of people understand, on the telephone too")

ps.under "Essential 5 Team-working"
ps.item("ps1-constructive-team-work", "IA", "Constructive team work",
  "Works with the team towards what the team is to reach")

ps.under "Essential 6 Information management and technology"
ps.item("ps1-records-and-devices", "IAT", "Electronic records and devices",
  "Can work with the employer's records, programs and devices, such as those of telecare")

ps.under "Desirable 1 Qualifications"
ps.qualification("ps1-des-customer-service-qualification", "IA", "Customer service qualification",
  "An award in serving customers")
ps.qualification("ps1-des-ecdl", "IA", "ECDL parts 1 and 2", "ECDL, parts 1 and 2 and unit E, or what equals it")

ps.under "Desirable 2 Experience"
ps.training("ps1-des-own-band-programme", "IA", "Band 2 programme with recommendation",
  "The national programme's part for this very band, and an employer's word, given in appraisal, that the person should progress",
  "band-2-3-programme")
ps.together_with("ps1-des-own-band-programme", "Band 2 programme, and since then a recommendation to progress",
  appraised { recommended = true, after = "band-2-3-programme" })

ps.under "Desirable 3 Skills and attributes"
ps.qualification("ps1-des-clerical-qualification", "IA", "Clerical qualification or intent",
  "An office award such as NVQ Admin 3 or RSA3. The will to work towards one is as good, and has no record of its own")

ps.under "Desirable 4 Knowledge"
ps.item("ps1-des-mental-health-policy-knowledge", "IA", "Knowledge of care and policy",
  "Knows how care of body and mind is provided, and what the NHS wants of mental health services at present")
