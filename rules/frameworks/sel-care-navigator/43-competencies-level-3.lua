-- The third column of Table 1: 26 competencies.

local level_3 = competencies_of(3)

level_3("effective-communication", "l3-enquiry-for-risk", "Enquiry to spot risk",
  "Asks, and reads the answers, so that worries and dangers come into view")
level_3("effective-communication", "l3-give-receive-feedback", "Two-way feedback",
  "Can say how others are doing, and can hear it too")
level_3("effective-communication", "l3-negotiation", "Negotiation",
  "Comes to terms with colleagues, patients and other providers")

level_3("managing-information", "l3-risk-analysis-software", "Risk analysis software",
  "Can work with programs that rank risk")
level_3("managing-information", "l3-care-plan-management", "Care plans end to end",
  "Makes care plans together with people, sets them going and follows them")
level_3("managing-information", "l3-referral-prioritising", "Receiving and ranking referrals",
  "Takes in referrals and decides which comes first")

level_3("protecting-patients", "l3-vulnerable-assessment-principles", "Assessing vulnerable patients",
  "Understands on what principles vulnerable patients are assessed")
level_3("protecting-patients", "l3-long-term-condition-impact", "Impact of long-term conditions",
  "Understands how lasting illness, also of the mind, wears on health")
level_3("protecting-patients", "l3-stable-caseload", "Stable caseload",
  "Has charge of people whose lasting illness is stable")

level_3("organising-networking", "l3-case-for-change", "Reports, case for change, proposals",
  "Reports, gives reasons why something should change, and proposes how")
level_3("organising-networking", "l3-strategic-reports", "Strategic reports and audit",
  "Prepares reports and audits and puts them before those who decide on strategy")
level_3("organising-networking", "l3-multidisciplinary-networking", "Multidisciplinary networking",
  "Understands how several disciplines work as a team, and makes links over the fences between providers, charities included")
level_3("organising-networking", "l3-chair-reviews", "Chairing multi-professional meetings",
  "Takes the chair when several professions meet or review a case")

level_3("motivation-supporting", "l3-education-and-training", "Education and training",
  "Teaches patients, and navigators of levels 1 and 2")
level_3("motivation-supporting", "l3-advocacy-and-enabling", "Advocacy and enabling",
  "Takes people's part, and helps them to take it themselves")
level_3("motivation-supporting", "l3-social-care-budgets", "Social care and personal budgets",
  "Understands how social care and personal budgets work")
level_3("motivation-supporting", "l3-motivational-interviewing", "Motivational interviewing",
  "Talks with people so that they find their own reasons to change: the words of level 2, shown anew at this level")

level_3("effective-relationships", "l3-supportive-environment", "Supportive working environment",
  "Makes the workplace one where everybody is backed, volunteers too")
level_3("effective-relationships", "l3-supervise-junior-staff", "Supervising junior staff",
  "Supervises those who are newer to the work. Stands at level 4 as well")
level_3("effective-relationships", "l3-emotional-support", "Emotional support",
  "Is a support to patients and carers in distress")
level_3("effective-relationships", "l3-post-discharge-support", "Support after discharge",
  "Stands by vulnerable patients when they come home from hospital")

level_3("self-awareness", "l3-self-confidence", "Self-confidence", "Meets colleagues and patients with assurance")
level_3("self-awareness", "l3-self-directed-learning", "Self-directed learning",
  "Looks for chances to learn without being sent")
level_3("self-awareness", "l3-reflect-on-own-work", "Reflecting on own work",
  "Thinks over what they do and what they learn")

level_3("ethical-practice", "l3-role-model", "Role model", "Is somebody whom juniors may copy")
level_3("ethical-practice", "l3-population-cultural-needs", "Cultural needs of populations",
  "Understands what the culture of a particular population asks for")
