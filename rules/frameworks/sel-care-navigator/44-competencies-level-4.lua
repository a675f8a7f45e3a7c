-- The fourth column of Table 1: 19 competencies.

local level_4 = competencies_of(4)

level_4("effective-communication", "l4-strategic-negotiation", "Strategic negotiation and planning",
  "Plans and negotiates where the course is set")
level_4("effective-communication", "l4-lead-care-teams", "Leading care teams",
  "Leads teams that care for patients or clients")

level_4("managing-information", "l4-quality-improvement", "Standards and quality improvement",
  "Watches over standards, and runs projects to raise quality")
level_4("managing-information", "l4-service-planning-budgets", "Service planning and budgets",
  "Plans services and answers for their money")
level_4("managing-information", "l4-outcome-evaluation", "Evaluating outcomes",
  "Finds out what the organisation achieves for those who are vulnerable")

level_4("protecting-patients", "l4-complex-care-needs", "Complex care needs", "Takes charge where needs are tangled")
level_4("protecting-patients", "l4-public-health-issues", "Public health issues",
  "Knows what troubles the health of the public, here and in the country")
level_4("protecting-patients", "l4-complaints", "Handling complaints",
  "Receives complaints and sees to them; brings in clinicians or senior managers where that is needed")

level_4("organising-networking", "l4-recruit-and-induct", "Recruiting and inducting",
  "Hires junior non-clinical staff and is responsible for how they start")
level_4("organising-networking", "l4-strategic-planning", "Strategic planning",
  "Has a share, as a manager, in planning strategy")
level_4("organising-networking", "l4-project-management", "Project management", "Knows the craft of running projects")

level_4("motivation-supporting", "l4-mentor-junior-staff", "Mentoring junior staff",
  "Is a mentor to juniors, on what their post asks of them and on where it may lead them in the organisation")
level_4("motivation-supporting", "l4-debrief-junior-staff", "Debriefing junior staff",
  "Talks hard moments through with juniors")
level_4("motivation-supporting", "l4-run-appraisal-system", "Running appraisals",
  "Organises the appraisal of non-clinical staff and makes it work")

level_4("effective-relationships", "l4-supervise-junior-staff", "Supervising junior staff",
  "Supervises those who are newer to the work: the words of level 3, shown anew at this level")
level_4("effective-relationships", "l4-workforce-management", "Capacity, line management, disputes",
  "Sees that there are enough hands, manages them, and settles disputes")

level_4("self-awareness", "l4-reflect-on-practice", "Reflecting on own and others' practice",
  "Thinks over what they do, and what others do")
level_4("self-awareness", "l4-tact-diplomacy", "Tact and diplomacy", "Touches delicate matters with tact")

level_4("ethical-practice", "l4-ethical-evaluation", "Ethical evaluation of proposals",
  "Measures what is proposed for the future against ethical principles")
