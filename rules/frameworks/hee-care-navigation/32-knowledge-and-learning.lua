-- Areas 6 and 7. In the second, the expert statements stand apart from their bullets in print.

local statements = include "_statements"

do
  local essential, enhanced, expert = statements("knowledge-for-practice", "Knowledge for practice")

  essential("ess-vulnerable-groups-knowledge", "Safeguarding and vulnerable groups",
    "Has a first idea of keeping adults safe, of dying, of old age, and of mental illness, dementia included")
  essential("ess-mental-health-crisis-awareness", "Mental health crisis awareness",
    "Knows that there is such a thing as a mental health crisis and how people may act in one; calls help before it is late")
  essential("ess-long-term-conditions", "Common long-term conditions",
    "Knows of the frequent lasting conditions, of body and mind, that make life harder")
  essential("ess-self-care-principle", "Self-care principle",
    "Understands what it means that people with a lasting condition look after themselves")
  essential("ess-wider-system-context", "Place in wider system",
    "Sees the place of one's organisation among the NHS and social care")
  essential("ess-health-promotion", "Health promotion", "Understands what promoting health is for")

  enhanced("enh-healthy-lifestyle-advice", "Healthy lifestyle advice", "Can advise, simply, on living more healthily")
  enhanced("enh-condition-and-integration-policy", "Long-term condition policy",
    "Knows the policies of the country and the place on lasting conditions and joined-up care")
  enhanced("enh-mental-health-crisis-signs", "Mental health crisis signs",
    "Recognises what may be the beginning of a mental health crisis, and calls help before it is late")
  enhanced("enh-mental-health-law", "Mental health law",
    "Knows and understands the law that matters in mental health, the Mental Capacity Act for one")

  expert("exp-public-health-issues", "Public health issues",
    "Understands what bears on the health of a whole population, here and nationwide")
  expert("exp-comprehensive-policy", "Comprehensive condition and policy knowledge",
    "Commands what is known today of lasting conditions, and what is the policy on joined-up care, here and nationwide")
  expert("exp-policy-currency", "Keeping up with policy",
    "Follows what is new in policy and practice of care for adults")
end

do
  local essential, enhanced, expert = statements("personal-development", "Personal development and learning")

  essential("ess-willing-to-learn", "Willing to learn", "Wants to get better at the job, and it shows")
  essential("ess-self-reflection", "Self-reflection", "Thinks about one's own work and takes charge of growing in it")
  essential("ess-engage-in-appraisal", "Engaging in appraisal", "Understands what appraisal is for and plays a part in it")

  enhanced("enh-promote-navigation", "Promoting role and service",
    "Makes known, inside and outside, what navigation is and what one does in it")
  enhanced("enh-constructive-feedback", "Constructive feedback", "Tells others how they are doing so that it helps them")
  enhanced("enh-contribute-to-training", "Contributing to training",
    "Has a share in teaching, training and supervising others")

  expert("exp-plan-and-deliver-training", "Planning and delivering training",
    "Has a share in planning such teaching, training and supervising, not only in giving it")
  expert("exp-training-needs", "Identifying training needs",
    "Finds out what those here, and those to come, have yet to learn")
  expert("exp-conduct-appraisals", "Conducting appraisals", "Arranges the appraisals of other navigators and holds them")
  expert("exp-feedback-on-learning", "Feedback on learning",
    "Tells others, to their benefit, how their learning and assessment at work have gone")
  expert("exp-role-model-for-others", "Role model for others", "Is somebody whom others can take after")
end
