-- The competencies on the ladder that are not scored: twelve core ones, and the skills of levels 1 to 3.

local function core(domain, id, title, says)
  competency(id) {
    domain = domain, level = "early-career", title = title, says = says,
    source = "8.0 Core competencies and knowledge", tags = { "core" },
  }
end

core("generic-professional", "core-cultural-competence", "Cultural competence",
  "Sees how somebody's culture shapes their health and what care achieves for them")
core("generic-professional", "core-disability-matters", "Disability matters",
  "Knows about disability, hidden kinds included, and starts from what disabled people can do")
core("generic-professional", "core-health-inequalities", "Health inequalities",
  "Can say what a primary care network is able to do about unequal health")
core("generic-professional", "core-mental-capacity", "Mental capacity",
  "Can apply the law on capacity to everyday decisions")
core("generic-professional", "core-safeguarding-adults", "Safeguarding adults",
  "Recognises an adult in danger of harm and takes the right step")
core("generic-professional", "core-safeguarding-children", "Safeguarding children",
  "Recognises a child or young person in danger of harm and takes the right step")

core("personalised-care-values", "core-shared-decision-making", "Shared decision making",
  "First value: decisions are reached by the person and the professional together")
core("personalised-care-values", "core-care-support-planning", "Personalised care and support planning",
  "Second value: a plan is worked out in conversation and belongs to the person")
core("personalised-care-values", "core-social-prescribing", "Social prescribing and community support",
  "Third value: people are linked with groups and help close to home")
core("personalised-care-values", "core-supported-self-management", "Supported self-management",
  "Fourth value: people are helped to look after their own health, from where each of them stands, "
  .. "through coaching, learning and others in the same position")
core("personalised-care-values", "core-enabling-choice", "Enabling choice",
  "Fifth value: people know what they may choose between and are able to; nothing in the list teaches it alone")
core("personalised-care-values", "core-personal-budgets", "Personal and integrated budgets",
  "Sixth value: money for care can be put in the person's own hands")

-- Level 1, engaging people ------------------------------------------------------------------------

local function engaging(id, title, says, source)
  competency(id) {
    domain = "engage-people", level = "mid-career", title = title, says = says,
    source = source or "8.0 Level 1 training; Appendix 2, engage people", tags = { "skill" },
  }
end

engaging("l1-hello-my-name-is", "Hello my name is",
  "Says who they are at the start of every contact", "8.0 Level 1 training")
engaging("l1-open-ended-questions", "Open-ended questions",
  "Uses questions that invite a story, so that the other thinks further and both talk on a level")
engaging("l1-focused-to-closed-questions", "Open focused to closed questions",
  "Narrows step by step from broad questions to a plain fact, like a cone, and can say what each kind is good for")
engaging("l1-reflection", "Reflection",
  "Plays back what somebody said, preferably in their very expressions")
engaging("l1-empathy", "Empathy",
  "Shows that they grasp, or are trying to grasp, how it feels, without a verdict on it")
engaging("l1-affirmation", "Affirmation",
  "Notices what somebody tried or managed, and says so")
engaging("l1-normalisation", "Normalisation",
  "Makes it plain that many people would react in this way, so that nobody feels odd for it")
engaging("l1-demystifying-information", "De-mystifying information",
  "Goes through the gains, the dangers, the other options and leaving things as they are, in everyday language")
engaging("l1-active-listening", "Active listening",
  "Gives full attention, catches what is unsaid too, and repeats the gist")
engaging("l1-summarising", "Summarising",
  "Draws the threads together during a talk and once more before it closes")
engaging("l1-clarification", "Clarification",
  "Asks again until both mean the same thing")
engaging("l1-non-verbal-communication", "Non-verbal and body language",
  "Watches what bodies, faces, tone, timing and pauses say on both sides of the conversation")
engaging("l1-environmental-awareness", "Environmental awareness",
  "Notices the place, who can overhear and what a screen or telephone changes, and makes the best of it")
engaging("l1-ask-before-advising", "Ask before advising",
  "Asks what somebody has heard already, whether they want more and in what form, and only then informs")

-- Level 2, enabling and supporting people ----------------------------------------------------------

local function enabling(id, title, says)
  competency(id) {
    domain = "enable-and-support", level = "established", title = title, says = says,
    source = "8.0 Level 2 training; Appendix 2, enable and support", tags = { "skill" },
  }
end

enabling("l2-what-matters-planning", "Planning around what matters",
  "Lets a plan start from the things that count most in somebody's life")
enabling("l2-information-for-choice", "Information for choice",
  "Explains so that people end up with more say over their own affairs")
enabling("l2-explore-decisions", "Exploring decisions",
  "Walks through a possible decision with somebody, holding open the option to change nothing")
enabling("l2-priorities-and-outcomes", "Priorities and outcomes",
  "Establishes what comes first for the person and what they hope will be different")
enabling("l2-activation-and-literacy", "Activation and health literacy",
  "Gauges how ready somebody is to manage their health and how well they follow health information, "
  .. "meets them there and moves both on")
enabling("l2-coproduce-goals-plan", "Coproducing goals and plan",
  "Writes next steps and distant aims into a plan together, one that can be kept")
enabling("l2-timely-follow-up", "Timely follow-up",
  "Gets back to people when it helps, in the way that helps, so that a plan does not stall")

-- Level 3, wider responsibilities ------------------------------------------------------------------

local function widening(id, title, says)
  competency(id) {
    domain = "level-3-competencies", level = "wider-responsibilities", title = title, says = says,
    source = "8.0 Level 3 training", tags = { "skill" },
  }
end

widening("l3-shared-decision-making", "Shared decision making",
  "Reaches joint decisions where lives, services or conditions are entangled")
widening("l3-care-support-planning", "Personalised care and support planning",
  "Plans with people whose needs reach across several services")
widening("l3-community-development", "Social prescribing, community development",
  "Connects people in hard circumstances and helps a community grow what it lacks")
widening("l3-self-management-support", "Self-management support",
  "Helps people with much to carry to manage their own health all the same")
widening("l3-enabling-choice", "Enabling choice",
  "Makes choice real in demanding situations and knows which choices are a legal right")
widening("l3-personal-budgets", "Personal and integrated budgets",
  "Uses personal and joined-up budgets where care is complicated")
widening("l3-supervision-leadership", "Supervision, leadership, facilitation",
  "Supervises colleagues, takes the lead and runs groups")
