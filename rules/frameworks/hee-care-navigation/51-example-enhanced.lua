-- The example person specification of the enhanced tier. Never asked for: see _example.lua.

local example = include "_example".of "enhanced"

example.qualification("1 Qualifications", "enh-ex-a-level-with-gcse-c", "A levels with GCSE C",
  "Schooling to A level, and English and Maths at GCSE with a C or better")
example.qualification("1 Qualifications", "enh-ex-secretarial-it-level-3", "Secretarial or IT qualification",
  "An award of NVQ Admin 3 or RSA3 in secretarial work, in IT or in both; experience of that standard does as well", 3)
example.experience("1 Qualifications", "enh-ex-secretarial-it-experience", "Equivalent secretarial or IT experience",
  "Work at that standard, in place of the award")
example.experience("2 Experience", "enh-ex-three-years-direct-contact", "Over three years direct contact",
  "Longer than three years in health, social care or advice, for pay or not, face to face with people, families and carers")
example.experience("2 Experience", "enh-ex-multi-professional-working", "Multi-professional working",
  "Has worked where several professions do, in health, social or voluntary care")
example.experience("2 Experience", "enh-ex-vulnerable-clients", "Vulnerable clients",
  "Has looked after clients who are vulnerable through a lasting or a mental condition")
example.experience("2 Experience", "enh-ex-data-audit-reports", "Data, audit and reports",
  "Has put data together, audited, and written and given reports")

example.training("1 Qualifications", "enh-ex-safeguarding-level-3-training", "Safeguarding level 3",
  "Trained at level 3 to keep adults and children safe")
example.training("1 Qualifications", "enh-ex-basic-life-support-training", "Basic life support",
  "Trained to keep somebody alive until help comes")

example.attribute("1 Qualifications", "enh-ex-move-between-sites", "Moving between sites",
  "Gets from one place of work to the next in time")

local section = "3 Attributes"
example.attribute(section, "enh-ex-positive-attitude", "Positive attitude",
  "Meets staff, clients and patients with goodwill")
example.attribute(section, "enh-ex-pressure-deadlines", "Pressure and deadlines",
  "Stays able to work when there is too much of it, and is on time")
example.attribute(section, "enh-ex-interpersonal-diplomacy", "Interpersonal skill and diplomacy",
  "Is very good with people, and careful where a matter is delicate")
example.attribute(section, "enh-ex-communication-and-detail", "Communication and detail",
  "Takes trouble to be understood, and to be exact")
example.attribute(section, "enh-ex-respect-confidentiality", "Respect for confidentiality",
  "Does not pass on what is private")
example.attribute(section, "enh-ex-conflict-and-distress", "Conflict and distress",
  "Can cope with people who quarrel or are upset")
example.attribute(section, "enh-ex-changing-environment", "Changing environment",
  "Keeps up where work is demanding and is different tomorrow")
example.attribute(section, "enh-ex-independent-proactive", "Independent, proactive working",
  "Works alone and ahead of trouble, at the office or in somebody's home, and judges well")
example.attribute(section, "enh-ex-organisational-skills", "Strong organising",
  "Plans, puts first what is first, keeps track and reports; sees what services lack and could become")
example.attribute(section, "enh-ex-willingness-to-learn", "Willingness to learn",
  "Is ready to learn, and to grow with the organisation")

section = "4 Communication skills"
example.attribute(section, "enh-ex-confident-communication", "Confident communication",
  "Sure of reaching many kinds of customer and provider, speaking and writing")
example.attribute(section, "enh-ex-negotiation-motivation", "Negotiation and motivation",
  "Negotiates and motivates well, so that people get healthier and services are put to good use")
example.attribute(section, "enh-ex-diplomatic-handling", "Diplomatic handling",
  "Is tactful with what is sensitive and where people may fall out")

section = "5 Team-working"
example.attribute(section, "enh-ex-relate-to-all-staff", "Relating to all staff",
  "Can work with everybody in the house, clinical or not")
example.attribute(section, "enh-ex-motivate-team", "Motivating the team",
  "Wins the others over for what is new in the organisation and for promoting health")
example.attribute(section, "enh-ex-chairing-meetings", "Chairing meetings",
  "Sure of arranging and leading case conferences and meetings of several professions")
example.attribute(section, "enh-ex-organised-responsible", "Organised and responsible",
  "Very orderly, to be relied upon, and answers for what was done")

example.attribute("5 I.T.", "enh-ex-it", "IT",
  "Sure of electronic records, databases, spreadsheets and whatever else the organisation uses")
