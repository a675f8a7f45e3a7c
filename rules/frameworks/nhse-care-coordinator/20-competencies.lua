-- The nineteen core competencies in their four areas. They are the same for everybody, at whatever stage and wherever
-- they work, so none has a level.

local area

local function group(id, title, says)
  area = { id = id, source = "Appendix 1, " .. title }
  domain(id) { title = title, says = says, source = "7; " .. area.source }
end

local function core(id, title, says)
  competency(id) { domain = area.id, title = title, says = says, source = area.source, tags = { "core" } }
end

group("personalised-care", "Personalised care",
  "People are partners with an equal say, and are seen whole: who they are and what matters to them")

core("personalised-care-approach", "Personalised care",
  "Treats people and those close to them as experts on a par with professionals. Four parts: a plan takes more than one "
  .. "conversation; what matters counts as much as what is asked for; family and friends are part of the emotional "
  .. "support; care comes in time, fits and works")
core("assess-needs", "Assessing needs",
  "Works out with the lead clinician what needs coordinating: body, mind and mood, everyday abilities, history, "
  .. "how well somebody looks after themselves, treatment and medicines, help around them")
core("align-resources", "Aligning resources to needs",
  "Sees what people, singly and as a population, need and steers what there is towards it, by arrangements for many or "
  .. "by checking whether one person would gain from them")

group("relationships", "Relationships",
  "Who answers for what, how care is handed on, planned, followed and shared with the person, and how people work together")

core("establish-accountability", "Establishing accountability",
  "Has it settled who answers for each part of somebody's care, for how much of it, and when that passes to another")
core("facilitate-transitions", "Facilitating transitions",
  "Makes sure that what is known, and who answers for it, arrives complete and on time when care changes hands")
core("proactive-care-plan", "Proactive personalised plan",
  "Draws up with person, family and team one plan of what matters, what is needed and aimed at, and where coordination "
  .. "is missing; keeps it going, thinks ahead and notes how far things have come")
core("monitor-and-respond", "Monitoring, follow-up, response",
  "Looks with the person at what went well and what did not, mends the plan and sees to what comes next")
core("support-self-management", "Supporting self-management goals",
  "Gives people, and those who look after them unpaid, as much teaching, coaching and help as they are able and wish "
  .. "to use, so that they can manage more themselves")
core("professional-relationships", "Professional relationships",
  "Finds and keeps a good footing with people, families and teams, also where organisations meet")

-- Section 7 lists this area in the singular.
group("communications", "Communications", "Everybody who has a part in somebody's care knows what they need to know")

core("communication", "Communications",
  "Passes on what is known, by whichever channel serves the person's need to understand and decide. Four themes: often; "
  .. "correctly; so that problems get solved; in time")
core("interpersonal-communication", "Interpersonal communication",
  "Exchanges wishes, ideas, aims and experience from person to person, be it in a room, on the telephone or in writing")
core("information-transfer", "Information transfer",
  "Sees that history, medicines, results and the like get from one party in the care to the next")
core("link-community-resources", "Linking to community resources",
  "Tells people what there is outside health and care that may help them, and arranges it where need be")
core("digital-signposting", "Digital enabling and signposting",
  "Tells people which apps, programmes and services on line may help them with their health or their aims")
core("coordination-teamwork", "Teamwork for coordination",
  "Brings separate teams and bodies around one person to act as one")
core("data-handling", "Handling data and information",
  "Finds, enters, keeps and looks up information in records and databases as one should, also where a service is to be "
  .. "judged and improved")

group("continuous-learning", "Continuous learning",
  "Thinking about one's work, learning from the evidence, and making the service better, alone and as a team")

core("continuous-learning-practice", "Continuous learning",
  "Looks at what they do in the light of the best evidence and improves it. Six parts: learning from practice and from "
  .. "what patients live through; putting new knowledge to use; training across professions; keeping up one's own "
  .. "development; watching over patients' safety; finding evidence for joined-up care")
core("professionalism", "Professionalism",
  "Acts lawfully and with integrity, knows themselves and where their job ends, and wants to get better at it")
core("digital-coordination", "Digital IT-enabled coordination",
  "By records, portals and databases, knows how to pass on what concerns somebody's care and to keep it over time")
