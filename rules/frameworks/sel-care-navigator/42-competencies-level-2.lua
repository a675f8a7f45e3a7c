-- The second column of Table 1: 31 competencies. Three are trainings, and are shown by them.

local level_2 = competencies_of(2)

level_2("effective-communication", "l2-common-terminology", "Shared care terminology",
  "Understands and speaks the everyday language of health and social care")
level_2("effective-communication", "l2-multi-format-communication", "Several communication formats",
  "Reaches patients, agencies and professionals each in a form that gets through to them")

level_2("managing-information", "l2-collating-data", "Collating data", "Gathers figures from several places into one")
level_2("managing-information", "l2-writing-reports", "Writing reports", "Sets findings out on paper")
level_2("managing-information", "l2-managing-databases", "Managing databases", "Looks after databases")
level_2("managing-information", "l2-audit-basics", "Audit basics", "Knows on what principles an audit rests")
level_2("managing-information", "l2-minute-taking", "Minute taking", "Keeps the minutes of a meeting")
level_2("managing-information", "l2-monitoring-systems", "Monitoring systems",
  "Thinks out how something can be kept under watch")
level_2("managing-information", "l2-data-protection-act", "Data Protection Act", "Knows what that law demands")
level_2("managing-information", "l2-care-plan-actions", "Care plan actions",
  "Puts into practice what a care plan says is to be done")

level_2("protecting-patients", "l2-vulnerable-distressed-people", "Vulnerable and distressed people",
  "Handles the situation of vulnerable, distressed or mentally ill people and their carers by talking to the right people, "
  .. "in the house and outside")
level_2("protecting-patients", "l2-crisis-response", "Crisis response", "Does the right thing when a crisis comes")
level_2("protecting-patients", "l2-safeguarding-level-3", "Safeguarding level 3",
  "Safeguards children and adults as level 3 teaches; shown by the course", trained "safeguarding-level-3")
level_2("protecting-patients", "l2-end-of-life-care", "End of life care level 2",
  "Has learned level 2 of caring for people whose life is ending; shown by the course", trained "end-of-life-care-level-2")
level_2("protecting-patients", "l2-mental-health-training", "Mental health training level 2",
  "Has learned level 2 of mental health; shown by the course", trained "mental-health-level-2")
level_2("protecting-patients", "l2-barriers-to-care", "Barriers to care",
  "Sees what can go wrong or bar the way to care for people with disabilities, learning disorders or dementia")

level_2("organising-networking", "l2-signposting", "Accessing resources and signposting",
  "Finds what the locality offers and shows people to what suits them among several things")
level_2("organising-networking", "l2-services-register", "Local services register",
  "Keeps the list of local services up to date")
level_2("organising-networking", "l2-local-policy", "Local care policy",
  "Knows what the locality wants of health and social care")
level_2("organising-networking", "l2-internal-presentations", "Internal presentations",
  "Presents to colleagues in the same organisation")

level_2("motivation-supporting", "l2-coordinate-meetings", "Coordinating meetings and reviews",
  "Brings meetings and case reviews about, and knows what each is for")
level_2("motivation-supporting", "l2-group-sessions", "Group sessions",
  "Leads groups with a fixed purpose, such as one for carers")
level_2("motivation-supporting", "l2-health-promotion", "Health promotion",
  "Knows the aim of promoting health, its ways and what comes of it")
level_2("motivation-supporting", "l2-motivational-interviewing", "Motivational interviewing",
  "Talks with people so that they find their own reasons to change. Stands at level 3 as well")

level_2("effective-relationships", "l2-healthy-choices", "Encouraging healthy choices",
  "Gets patients talking about what would be good for their health")
level_2("effective-relationships", "l2-regular-reviews", "Regular contacts and reviews",
  "Stays in touch with patients and carers and looks at how things stand, at set times")
level_2("effective-relationships", "l2-team-decisions", "Team decisions and responsibility",
  "Takes decisions as one of a team, and answers for them")

level_2("self-awareness", "l2-impact-of-own-work", "Impact of own work", "Keeps an eye on what their work brings about")
level_2("self-awareness", "l2-limitations-and-debrief", "Limitations and debriefing",
  "Knows what is beyond them, and how to talk a hard day through")
level_2("self-awareness", "l2-resilience", "Resilience",
  "Withstands what is hard. Printed as the tail of the line before; read as a competency of its own")

level_2("ethical-practice", "l2-legal-ethical-principles", "Legal, ethical and regulatory principles",
  "Understands by which laws, ethics and rules the system of health and social care works")
