-- The example person specification of the essential tier. Never asked for: see _example.lua. Where one thing stands in
-- the place of another, 70-tiers.lua says so.

local example = include "_example".of "essential"

example.qualification("1 Qualifications", "ess-ex-gcse-english-maths", "GCSE English and Maths",
  "Both subjects at GCSE, or an award that is worth as much")
example.qualification("1 Qualifications", "ess-ex-secretarial-level-3", "Secretarial qualification",
  "An award in secretarial work; experience of the office at that standard does as well", 3)
example.experience("1 Qualifications", "ess-ex-admin-level-3-experience", "Level 3 office experience",
  "Can show work in an office at the standard of NVQ Admin 3 or RSA3; in place of the secretarial award")
example.experience("2 Experience", "ess-ex-reception-independent-working", "Reception experience, independent working",
  "Has dealt with customers at a reception or in an office, and got on with the work without being told")

example.training("2 Experience", "ess-ex-safeguarding-level-3-training", "Safeguarding level 3, current",
  "Trained at level 3 to keep adults and children safe, and the training not out of date")
example.training("2 Experience", "ess-ex-basic-life-support-training", "Basic life support",
  "Trained to keep somebody alive until help comes")

local section = "2 Experience"
example.attribute(section, "ess-ex-channels-and-databases", "Confident channels and databases",
  "At ease with the many ways of getting in touch, and able to work the databases in use")

section = "3 Attributes"
example.attribute(section, "ess-ex-positive-attitude", "Positive attitude",
  "Meets staff, customers and patients with goodwill")
example.attribute(section, "ess-ex-initiative-prioritising", "Initiative and prioritising",
  "Starts unasked, with what matters most")
example.attribute(section, "ess-ex-organisational-skills", "Organisational skills", "Can show that work is well organised")
example.attribute(section, "ess-ex-pressure-deadlines", "Pressure and deadlines",
  "Stays able to work when there is too much of it, and is on time")
example.attribute(section, "ess-ex-interpersonal-skills", "Interpersonal skills", "Is good with people")
example.attribute(section, "ess-ex-communication-and-detail", "Communication and detail",
  "Takes trouble to be understood, and to be exact")
example.attribute(section, "ess-ex-respect-confidentiality", "Respect for confidentiality",
  "Does not pass on what is private")
example.attribute(section, "ess-ex-conflict-and-distress", "Conflict and distress",
  "Can cope with people who quarrel or are upset")
example.attribute(section, "ess-ex-changing-environment", "Changing environment",
  "Keeps up where work is demanding and is different tomorrow")
example.attribute(section, "ess-ex-problem-solving", "Problem solving", "Can find a way out of a difficulty")
example.attribute(section, "ess-ex-willingness-to-learn", "Willingness to learn",
  "Is ready to learn, and to grow with the organisation")

section = "4 Communication skills"
example.attribute(section, "ess-ex-confident-communication", "Confident communication",
  "Sure of the means, and of reaching many kinds of customer and provider with them")
example.attribute(section, "ess-ex-database-recording", "Prompt database recording",
  "At home in databases; puts into them what is right, and soon")
example.attribute(section, "ess-ex-clear-messages", "Clear messages, reports, presentations",
  "Puts things plainly to seniors, patients, carers and other agencies, be it in a report or in front of people")

section = "5 Team-working"
example.attribute(section, "ess-ex-relate-to-all-staff", "Relating to all staff",
  "Can work with everybody in the house, clinical or not")
example.attribute(section, "ess-ex-motivate-team", "Motivating the team",
  "Wins the others over for plans of care and for promoting health")
example.attribute(section, "ess-ex-own-impact-resilience", "Own impact and resilience",
  "Understands what one's own conduct does to care, and bears up when it gets hard")

example.attribute("5 I.T.", "ess-ex-it", "IT",
  "Sure of electronic records, databases, spreadsheets and whatever else the organisation uses")
