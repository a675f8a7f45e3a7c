-- Statements of south east London beside those of Health Education England. `exact` where the words are the same or mean
-- nothing else, `broader` where this one says all that the other does and more, `narrower` where it says a part.

-- A link stands on a line of its own: answers name it.
local function to_hee(one)
  return { "sel-care-navigator/" .. one[2], to = "hee-care-navigation/" .. one[3], grade = one[1], says = one[4],
    source = "SEL report, Table 1; HEE, 8.2" }
end

link (to_hee { "exact", "l2-common-terminology", "ess-common-terminology", "Nearly the same sentence in both" })
link (to_hee { "exact", "l1-confidentiality", "all-confidentiality", "One word here, one sentence there" })
link (to_hee { "exact", "l1-alerting-to-emergencies", "all-urgent-help",
  "Sees that somebody needs help at once, and alerts those who can give it" })
link (to_hee { "exact", "l1-wider-welfare-context", "ess-wider-system-context",
  "Where the organisation stands among health and welfare services" })
link (to_hee { "exact", "l2-services-register", "ess-maintain-directory",
  "Register here, directory there: of local services, kept current" })
link (to_hee { "exact", "l3-chair-reviews", "exp-chair-mdt", "Chairs meetings of several professions" })
link (to_hee { "exact", "l4-public-health-issues", "exp-public-health-issues", "Public health, locally and nationally" })
link (to_hee { "exact", "l4-strategic-planning", "exp-strategic-planning", "Contributes to strategic planning" })

link (to_hee { "broader", "l1-empathy-compassion", "all-compassion", "Empathy as well" })
link (to_hee { "broader", "l1-stress-resilience", "all-manage-stress", "Resilience as well" })
link (to_hee { "broader", "l2-health-promotion", "ess-health-promotion", "Its methods and effect as well as its purpose" })
link (to_hee { "broader", "l3-give-receive-feedback", "enh-constructive-feedback", "Takes feedback as well as giving it" })
link (to_hee { "broader", "l3-care-plan-management", "enh-care-plan-contribution",
  "Makes, carries out and follows plans, where the other contributes" })
link (to_hee { "broader", "l3-self-directed-learning", "ess-willing-to-learn", "Looks for it, where the other is willing" })
link (to_hee { "broader", "l3-multidisciplinary-networking", "enh-build-network", "Knows how such teams work as well" })
link (to_hee { "broader", "l4-run-appraisal-system", "exp-conduct-appraisals",
  "Of all non-clinical staff, where the other has navigators" })
link (to_hee { "broader", "l4-quality-improvement", "exp-audit-for-improvement",
  "Carries the projects out, where the other proposes them" })

link (to_hee { "narrower", "l1-cultural-needs", "ess-cultural-factors",
  "Understands, where the other shows it in communicating" })
link (to_hee { "narrower", "l1-local-services-awareness", "ess-local-referral-pathways",
  "Knows of services and access, not of the ways of referral" })
link (to_hee { "narrower", "l1-defining-boundaries", "all-limits-and-boundaries", "Asking for help is not in it" })
link (to_hee { "narrower", "l1-honesty-integrity", "all-honesty-openness", "Openness is not in it" })
link (to_hee { "narrower", "l1-team-working", "ess-supportive-colleague", "Works in a team, but need not support it" })
link (to_hee { "narrower", "l1-effective-handover", "ess-update-supervisor",
  "Passes work on; keeping agencies informed is more" })
link (to_hee { "narrower", "l1-mental-health-and-welfare", "ess-mental-health-crisis-awareness",
  "Sees the connection; getting help is not in it" })
link (to_hee { "narrower", "l2-signposting", "ess-signpost-with-consent", "Neither consent nor making the contact is in it" })
link (to_hee { "narrower", "l2-care-plan-actions", "ess-care-plan-actions-supervised",
  "Actions of plans, not those of meetings" })
link (to_hee { "narrower", "l2-audit-basics", "ess-audit-principles", "Audit, not the improvement of quality" })
link (to_hee { "narrower", "l2-data-protection-act", "ess-data-protection",
  "Understands the law, where the other works by it" })
link (to_hee { "narrower", "l2-managing-databases", "ess-use-records", "Databases, not patients' records" })
link (to_hee { "narrower", "l2-motivational-interviewing", "enh-behaviour-change",
  "One of the techniques that the other names" })
link (to_hee { "narrower", "l2-limitations-and-debrief", "all-limits-and-boundaries",
  "Knows own limits; keeping to the role is not in it" })
link (to_hee { "narrower", "l2-resilience", "all-emotional-resilience", "Calm under pressure is not in it" })
link (to_hee { "narrower", "l3-motivational-interviewing", "enh-behaviour-change",
  "One of the techniques that the other names" })
link (to_hee { "narrower", "l3-social-care-budgets", "ess-financial-basics",
  "Budgets, of the money matters that the other has in mind" })
link (to_hee { "narrower", "l3-long-term-condition-impact", "ess-long-term-conditions",
  "What they do to health, where the other has wellbeing" })
link (to_hee { "narrower", "l3-role-model", "exp-role-model-for-others", "To juniors, where the other says to everybody" })
link (to_hee { "narrower", "l3-reflect-on-own-work", "ess-self-reflection",
  "Reflects; taking charge of own development is more" })
link (to_hee { "narrower", "l3-education-and-training", "enh-contribute-to-training", "Supervising others is not in it" })
link (to_hee { "narrower", "l4-complex-care-needs", "exp-complex-needs-priorities",
  "Manages them; finding and ranking them is not said" })
link (to_hee { "narrower", "l4-outcome-evaluation", "exp-outcome-data-evaluation",
  "Outcomes for vulnerable groups; patients' experience is not in it" })

link (to_hee { "related", "l4-lead-care-teams", "exp-role-model-for-team",
  "Who leads a team is looked at; being a good example is not said" })
link (to_hee { "related", "l1-person-centred-working", "ess-respect-preferences", "A commitment here, an act there" })
link (to_hee { "related", "l1-distress-and-conflict", "enh-resolve-conflict",
  "Deals with it; by which techniques is said only there" })
link (to_hee { "related", "l3-advocacy-and-enabling", "ess-strengths-and-resources",
  "Enabling is finding what somebody can do themselves" })
link (to_hee { "related", "l3-vulnerable-assessment-principles", "enh-identify-at-risk",
  "Principles of assessing here, finding whom to assess there" })
