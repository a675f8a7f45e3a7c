-- Appendix 2: the draft national framework for link workers, as far as it is not the skills of levels 1 and 2.
-- It informs training and conversations; no level asks for it.

local function from(domain, source)
  return function(id, title, says)
    competency(id) { domain = domain, title = title, says = says, source = source, tags = { "link-worker-draft" } }
  end
end

local model = from("models-and-tools", "Appendix 2, i Theoretical models and tools")
model("a2m-social-model-of-disability", "Social model of disability",
  "Can explain that barriers around people disable them, not only their bodies")
model("a2m-social-determinants", "Social determinants of health",
  "Can explain how housing, work, money and company make people well or ill")
model("a2m-person-environment-occupation", "Person, environment, occupation",
  "Can explain how someone, their surroundings and what they do shape one another")
model("a2m-com-b", "COM-B model", "Can explain behaviour through capability, opportunity and motivation")
model("a2m-transtheoretical-model", "Transtheoretical model", "Can explain change as a passage through stages")
model("a2m-activation-and-self-efficacy", "Activation, health literacy, self-efficacy",
  "Can tell apart readiness to act, grasp of health information and belief in oneself")
model("a2m-ons4-and-tools", "ONS4 and other tools",
  "Measures again and again with suitable instruments, to see what people gained and what the service achieves")
model("a2m-technology-and-remote", "Technology and remote consultation",
  "Is at home with telephone, video and other equipment for work at a distance")
model("a2m-personal-health-budgets", "Personal health budgets", "Can explain money for health held by the person")
model("a2m-care-support-planning", "Personalised care and support planning",
  "Can explain the steps from a conversation to a plan")
model("a2m-asset-mapping", "Asset-based community mapping",
  "Can draw up what a place has going for it rather than what it lacks")
model("a2m-solution-focused", "Solution-focused and positive psychology",
  "Can explain how talk about solutions and about what goes well helps people on")
model("a2m-professional-boundaries", "Professional and role boundaries",
  "Says early what the job is and is not, and stays with it")

local policy = from("legislation-and-policy", "Appendix 2, ii Legislation and policy")
policy("a2p-universal-personalised-care", "Universal personalised care policy",
  "Can set out the national programme, what it values and the place of social prescribing in it")
policy("a2p-what-social-prescribing-is", "What social prescribing is",
  "Can tell anybody what it means, whom it benefits and what a link worker mainly does")
policy("a2p-safeguarding", "Safeguarding children and adults", "Knows what must be done when anybody may be at risk")
policy("a2p-confidentiality-and-data", "Confidentiality and data handling", "Keeps what people tell safe and private")
policy("a2p-lone-working", "Lone working", "Knows what can happen on one's own and how to stay safe")
policy("a2p-equality-diversity", "Equality and diversity", "Knows the duty to treat people fairly and welcome difference")
policy("a2p-health-and-safety", "Health and safety", "Knows how to keep oneself and others from harm at work")
policy("a2p-information-governance", "Information governance",
  "Knows the rules for records; the source prints this as a separate point after data handling")
policy("a2p-duty-of-care", "Duty of care and negligence", "Knows the care that is due and when it has been neglected")
policy("a2p-domestic-abuse", "Domestic abuse", "Knows the signs of violence or control in a household")
policy("a2p-mental-capacity-act", "Mental Capacity Act", "Knows what the law expects when capacity is in doubt")
policy("a2p-emotional-resilience", "Emotional resilience", "Knows what helps to bear the strain of the work")
policy("a2p-local-system-structure", "Local system structure", "Knows how services in the area are organised")
policy("a2p-social-welfare", "Social welfare", "Knows the outline of benefits and public support")
policy("a2p-cultural-awareness", "Cultural awareness", "Knows that customs and beliefs differ, and reckons with it")
policy("a2p-sector-awareness", "Care and VCSE sectors", "Knows who does what in public, charitable and neighbourhood work")
policy("a2p-carer-awareness", "Carer awareness", "Knows what life is like for somebody who cares for another")
policy("a2p-prevention", "Prevention", "Knows how trouble is averted, caught early or kept from getting worse")
policy("a2p-mdt-working", "Multidisciplinary team working", "Knows how several professions share the care of one person")
policy("a2p-making-every-contact-count", "Making every contact count", "Knows how a brief everyday chat can serve health")
policy("a2p-public-involvement", "Patient and public involvement", "Knows how citizens get a say in services")
policy("a2p-strategic-coproduction", "Strategic co-production", "Knows how services are planned with those who use them")

local condition = from("key-conditions", "Appendix 2, iii Key conditions")
condition("a2c-loneliness", "Loneliness and isolation", "Knows what helps people of any age who are on their own too much")
condition("a2c-long-term-conditions", "Long-term conditions", "Knows what helps people whose illness stays")
condition("a2c-mental-health-needs", "Mental health needs", "Knows what helps people in mental distress")
condition("a2c-complex-social-needs", "Complex social needs", "Knows what helps people whose circumstances make them ill")
condition("a2c-addictions", "Addictions",
  "Knows what helps people who are dependent on something, and what dependence does to mood and self-belief")

local activity_area = from("social-prescribing-activities", "Appendix 2, iv Social prescribing activities")
activity_area("a2a-arts-sport-nature", "Arts, sport and nature",
  "Knows roughly what research says of being creative, active or outdoors")
activity_area("a2a-practical-support", "Practical support",
  "Knows roughly where to turn over a home, money owed, a relationship and similar worries")

local community = from("community-development", "Appendix 2, Community development")
community("a2d-connecting-to-groups", "Connecting people to groups", "Brings people and groups together, if necessary in person")
community("a2d-mapping-assets", "Identifying and mapping assets", "Discovers and charts the strengths of a place")
community("a2d-grants", "National and local grants", "Has an overview of money that can be applied for")
community("a2d-peer-support-groups", "Peer support", "Can say what makes people in like circumstances a good group")
community("a2d-micro-commissioning", "Micro-commissioning and small grants",
  "Opens doors to groups and healthy pursuits with small sums")
community("a2d-personal-budget-use", "Using personal health budgets",
  "Turns somebody's budget into the results named in their plan, close to home")

local practice = from("professional-practice", "Appendix 2, Professional behaviours and practice")
practice("a2b-give-time-and-trust", "Giving time, building trust",
  "Is in no hurry, hears people out and helps with what they put first, so that trust lasts")
practice("a2b-holistic-wellbeing", "Promoting holistic wellbeing",
  "Stands up for the whole person, their carers, their freedom and what is due to them")
practice("a2b-shared-plan-connections", "Shared plan and connections",
  "Agrees what should come of it and how somebody will be brought in, so that the offer is used")
practice("a2b-community-assets", "Making most of assets",
  "Helps local groups to offer a wide choice, know the basics of safeguarding and dare to send people back for help")
practice("a2b-reach-priority-people", "Reaching priority people",
  "Makes it easy for every local service, and for people themselves, to refer those with most to win")
practice("a2b-nurture-assets", "Nurturing community assets",
  "Spots what is missing together with funders and charities, and finds imaginative ways to grow it")
practice("a2b-system-understanding", "Understanding the local system",
  "Knows who is who in the area, and makes care better and safer by it")
practice("a2b-avoid-dependence", "Realistic, non-dependent support",
  "Arranges help that can last without the worker, through groups and services that match the need")
