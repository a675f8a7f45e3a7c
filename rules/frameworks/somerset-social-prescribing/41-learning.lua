-- Courses and resources that the document sets beside the core competencies and levels 1 to 3.
-- `teaches` stands where the document pairs a course with a competency, or where the two carry the same name;
-- a resource set beside a whole group is tagged with that group and promises nothing in particular.

local summary_guide = "https://www.england.nhs.uk/wp-content/uploads/2020/03/"
  .. "health-coaching-implementation-and-quality-summary-guide.pdf"
local catalogue = include "_catalogue"
local elfh, pci = catalogue.elfh, catalogue.pci

-- Core competencies --------------------------------------------------------------------------------

local function core_course(id, title, says, more)
  catalogue.course(id, {
    title = title, says = says, level = "early-career", source = "8.0 Core competencies and knowledge",
    teaches = more.teaches, hours = more.hours, valid = more.valid, tags = { "resource", "core", more.group },
  }, more.at)
end

core_course("elfh-cultural-competence", "Cultural competence e-learning",
  "What culture has to do with being well and being cared for",
  { teaches = { "core-cultural-competence" }, at = elfh "cultural-competence" })
core_course("elfh-disability-matters", "Disability Matters e-learning",
  "Disability seen and unseen: rights, taking part, hostility and talking with one another",
  { teaches = { "core-disability-matters" }, at = elfh "disability-matters" })
core_course("health-creation-inequalities", "Health Creation Alliance resource",
  "What primary care networks have done to make health fairer",
  { teaches = { "core-health-inequalities" },
    at = { provider = "The Health Creation Alliance" } })
core_course("elfh-mental-capacity-act", "Mental Capacity Act e-learning",
  "The Act from assessment to disputes, in eleven parts",
  { teaches = { "core-mental-capacity" }, at = elfh "mental-capacity-act" })
core_course("elfh-safeguarding-adults", "Safeguarding adults e-learning",
  "Why nobody may look away when an adult is harmed, and what to do",
  { teaches = { "core-safeguarding-adults" }, at = elfh "safeguarding-adults",
    valid = param "currency-elfh-safeguarding-adults" })
core_course("elfh-safeguarding-children", "Safeguarding children e-learning",
  "What the law asks of those who meet children, to the national standard for staff",
  { teaches = { "core-safeguarding-children" }, at = elfh "safeguarding-children",
    valid = param "currency-elfh-safeguarding-children" })
core_course("elfh-person-centred-approaches", "Person-centred approaches e-learning",
  "Five people's stories, from first contact to lasting support",
  { teaches = { "person-centred-approach", "core-enabling-choice" }, at = elfh "person-centred-approaches",
    group = "personalised-care-values" })
core_course("pci-core-skills", "Core skills in personalised care",
  "A general module on the nature and worth of personalised care",
  { teaches = { "core-enabling-choice" }, at = pci "3", group = "personalised-care-values" })
core_course("sw-personalised-care-videos", "South west videos",
  "Films of personalised care as it is done in the region", { group = "personalised-care-values",
    at = { url = "https://www.youtube.com/channel/UCdjeotwSHwtF602tF6aEOrQ/videos" } })
core_course("pci-shared-decision-making", "Shared decision making e-learning",
  "Deciding together, from building a relationship to supporting a choice",
  { teaches = { "core-shared-decision-making" }, at = pci "8" })
core_course("pci-care-support-planning", "Care and support planning e-learning",
  "What makes a good plan and how one comes about, in three quarters of an hour",
  { teaches = { "core-care-support-planning" }, at = pci "7", hours = 0.75 })
core_course("elfh-social-prescribing", "Social prescribing e-learning",
  "The link worker's job in half a dozen sessions, from the first plan to keeping records",
  { teaches = { "core-social-prescribing" }, at = elfh "social-prescribing", hours = 3 })
core_course("nhse-supported-self-management", "Supported self-management pages",
  "National pages on helping people to manage their own health",
  { teaches = { "core-supported-self-management" },
    at = { provider = "NHS England",
      url = "https://www.england.nhs.uk/personalisedcare/supported-self-management/" } })
core_course("elfh-personal-health-budgets", "Personal health budgets e-learning",
  "How a locality makes personal budgets work",
  { teaches = { "core-personal-budgets" }, at = elfh "personal-health-budgets" })

-- Level 1 ------------------------------------------------------------------------------------------

local function level_1(id, title, says, more)
  more = more or {}
  catalogue.course(id, {
    title = title, says = says, level = "mid-career", source = "8.0 Level 1 training",
    teaches = more.teaches, tags = { "resource", "engage-people" },
  }, more.at)
end

level_1("hello-campaign", "Hello my name is campaign", "A call for kindness that begins with one's name",
  { teaches = { "l1-hello-my-name-is" },
    at = { url = "https://www.hellomynameis.org.uk/" } })
level_1("what-matters-to-you", "What matters to you community", "Material shared by people around the world",
  { at = { url = "https://wmty.world/" } })
level_1("ihi-what-matters", "IHI What Matters resources", "Reading and a film on asking what matters",
  { at = { url = "http://www.ihi.org/Topics/WhatMatters/Pages/default.aspx", provider = "IHI" } })
level_1("what-matters-ted-talk", "What Matters talk", "A short public lecture",
  { at = { provider = "TED" } })
level_1("elfh-mecc", "Making Every Contact Count", "Raising health in passing: a question, an open ear, a few minutes",
  { at = elfh "making-every-contact-count" })
level_1("elfh-communicating-with-empathy", "Communicating with empathy", "Talking about care with feeling and effect",
  { teaches = { "l1-empathy" }, at = elfh "communicating-with-empathy" })
level_1("health-coaching-two-day", "Health coaching, two days",
  "The introduction to coaching by a provider on the PCI's list; fifteen topics belong to it",
  { teaches = { "l1-active-listening", "l1-empathy", "l1-open-ended-questions", "action-planning-goal-setting" },
    at = { provider = "A trainer on the list of the Personalised Care Institute", url = summary_guide } })
level_1("tpc-structuring-conversation", "Structuring a coaching conversation", "A paper on giving a conversation shape",
  { at = { provider = "TPC Health",
    url = "https://tpchealth.com/wp-content/uploads/2020/06/Structuring-a-Health-Coaching-conversation-TPC-Health.pdf" } })
level_1("tpc-tgrow-video", "TGROW video", "A film that shows one shape of conversation",
  { at = { url = "https://tpchealth.com/resources/videos/", provider = "TPC Health" } })
level_1("better-conversation", "Better Conversation", "A site on coaching for health",
  { at = { url = "https://www.betterconversation.co.uk/" } })

-- What the two days must cover.

local function topic(id, title, says)
  course(id) {
    title = title, says = says, level = "mid-career",
    source = "8.0 Level 1 training, Introduction to Health Coaching",
    tags = { "training-item", "hc-topic", "health-coaching-two-day" },
  }
end

topic("hc-topic-listening", "Active, empathic listening", "Listening with attention and feeling")
topic("hc-topic-questioning", "Effective questioning", "Questions that move things on")
topic("hc-topic-trust-rapport", "Trust and rapport", "How contact and confidence come about")
topic("hc-topic-supportive-challenge", "Supportive challenge", "Disagreeing in a way that helps")
topic("hc-topic-agenda-setting", "Shared agenda setting", "Settling together what the talk is about")
topic("hc-topic-goal-setting", "Collaborative goal setting", "Settling aims together")
topic("hc-topic-follow-up-planning", "Shared follow-up planning", "Settling together what comes afterwards")
topic("hc-topic-health-literate-communication", "Health literate communication",
  "Plain speech, and having people explain back what they took from it")
topic("hc-topic-structuring-conversations", "Structuring conversations", "A coaching frame for a talk")
topic("hc-topic-coaching-mindset", "Coaching approach and mindset", "How a coach thinks")
topic("hc-topic-when-effective", "When coaching works",
  "Where coaching reaches its limits, and how to fit it to those who find health matters hard to follow")
topic("hc-topic-models-techniques", "Models, frames and techniques", "Tools of the coach's trade in use")
topic("hc-topic-integrating-into-role", "Integrating coaching into role", "Coaching inside one's present job and its customs")
topic("hc-topic-core-concepts", "Core concepts",
  "The ideas behind it all, from motivation and confidence to strengths and joint decisions")
topic("hc-topic-ongoing-practice", "Ongoing reflective practice", "Keeping at it by trying, thinking and planning anew")

-- Level 2 ------------------------------------------------------------------------------------------

local function level_2(id, title, says, more)
  more = more or {}
  catalogue.course(id, {
    title = title, says = says, level = "established", source = "8.0 Level 2 training",
    teaches = more.teaches, tags = { "resource", "enable-and-support" },
  }, more.at)
end

level_2("health-coaching-four-day", "Accredited health coaching, four days",
  "The accredited programme, with regular coaching supervision alone and among others",
  { teaches = { "supporting-self-efficacy", "self-monitoring", "l2-what-matters-planning", "l2-information-for-choice",
    "l2-explore-decisions", "l2-priorities-and-outcomes", "l2-activation-and-literacy", "l2-coproduce-goals-plan",
    "l2-timely-follow-up" },
    at = { url = summary_guide } })
level_2("elfh-health-literacy", "Health literacy", "How people come to follow, and use, what they are told about health",
  { teaches = { "l2-activation-and-literacy" }, at = elfh "health-literacy" })
level_2("elfh-all-our-health", "Health promotion", "What is known to keep people well",
  { at = elfh "all-our-health" })
level_2("elfh-behaviour-change-literacy", "Behaviour change literacy", "An opening lesson on why people act as they do",
  { at = elfh "behaviour-change-literacy-for-individuals-and-workforce-leaders" })
level_2("rcn-behaviour-change", "Supporting behaviour change", "A nursing college's pages on change and how to talk about it",
  { at = { provider = "RCN",
    url = "https://www.rcn.org.uk/clinical-topics/supporting-behaviour-change/understanding-behaviour-change" } })
level_2("bmj-motivational-interviewing", "Motivational interviewing, brief", "What the method can and cannot do in a short visit",
  { at = { url = "https://new-learning.bmj.com/course/10051582", provider = "BMJ" } })
level_2("mi-sample-modules", "Motivational interviewing samples", "Parts of a commercial course that cost nothing",
  { at = { cost = 0 } })
level_2("elfh-population-wellbeing", "Population Wellbeing Portal", "A library on the health of whole populations",
  { at = { cost = 0, provider = "e-learning for healthcare",
    url = "https://www.e-lfh.org.uk/programmes/population-wellbeing-portal/" } })

-- Coaching supervision goes with the four-day programme; no level asks for a rhythm of it.

supervision "individual-coaching-supervision" {
  title = "Individual coaching supervision", level = "established", source = "8.0 Level 2 training",
  says = "One-to-one sessions on one's coaching with a person qualified or seasoned enough to give them",
  tags = { "health-coaching-four-day" },
}
supervision "group-coaching-supervision" {
  title = "Group coaching supervision", level = "established", source = "8.0 Level 2 training",
  says = "Sessions on coaching among colleagues, led by a person qualified or seasoned enough to give them",
  tags = { "health-coaching-four-day" },
}

-- Level 3 ------------------------------------------------------------------------------------------

local function level_3(id, title, says, more)
  more = more or {}
  catalogue.course(id, {
    title = title, says = says, level = "wider-responsibilities", source = "8.0 Level 3 training",
    teaches = more.teaches, tags = { "resource", "level-3-competencies" },
  }, more.at)
end

level_3("action-learning", "Action learning, communities of practice", "Learning from real cases in a circle of peers, near or far")
level_3("sw-prescribing-forum", "South west forum", "Where social prescribers of the region meet",
  { at = { mode = "regional" } })
level_3("sw-collaborative-webinars", "South west webinars", "Online talks on plans, activation and particular groups of people",
  { at = { mode = "virtual" } })
level_3("futurenhs-social-prescribing", "FutureNHS workspace", "The national platform's room for this subject",
  { at = { url = "https://future.nhs.uk/connect.ti/socialprescribing/grouphome", provider = "FutureNHS" } })
level_3("cempac", "CEmPaC", "Courses on person-centred care that are free and on screen",
  { at = { url = "https://cempac.org/", provider = "CEmPaC", mode = "e-learning", cost = 0 } })
level_3("academy-social-prescribing", "National Academy for Social Prescribing", "The academy's own pages",
  { at = { url = "https://socialprescribingacademy.org.uk/", provider = "National Academy for Social Prescribing" } })
level_3("elfh-leadership-foundations", "Leadership foundations", "A beginning in leading others",
  { teaches = { "l3-supervision-leadership" }, at = elfh "leadership-foundations" })
level_3("nhse-facilitation-guide", "Facilitation guide", "National tips for whoever runs a workshop",
  { teaches = { "l3-supervision-leadership" },
    at = { provider = "NHS England",
      url = "https://www.england.nhs.uk/improvement-hub/publication/a-handy-guide-to-facilitation/" } })
