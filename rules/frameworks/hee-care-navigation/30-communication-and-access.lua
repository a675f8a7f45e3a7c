-- Areas 1 and 2. In the second, the print has torn the enhanced statements from their bullets: they follow the expert ones.

local statements = include "_statements"

do
  local essential, enhanced, expert = statements("effective-communication", "Effective communication")

  essential("ess-clear-communication", "Clear, sensitive communication",
    "Makes things plain, and with tact, to patients, relatives and other staff")
  essential("ess-warm-empathic", "Warmth and empathy", "Is friendly to talk to and lets people feel understood")
  essential("ess-calm-in-distress", "Calm in distress", "Keeps calm and stays gentle while somebody is upset")
  essential("ess-basic-holistic-assessment", "Basic holistic assessment",
    "Gets a first picture of what the whole person needs, on the telephone as well as in the same room")
  essential("ess-accurate-records", "Accurate patient records",
    "Keeps notes on patients, on screen or paper, that others can read and rely upon")
  essential("ess-present-information", "Presenting information", "Tells people something so that it arrives")
  essential("ess-adapt-communication", "Adapting communication",
    "Chooses manner and means by what the patient would rather have or cannot do without")
  essential("ess-cultural-factors", "Cultural factors", "Can be seen to allow for culture when dealing with people")
  essential("ess-common-terminology", "Shared care terminology",
    "Knows the everyday words of health and social care, and uses them")

  enhanced("enh-behaviour-change", "Communicating for behaviour change",
    "Talks with people in ways, coaching or motivational interviewing for instance, that help them change habits and "
    .. "look after themselves")
  enhanced("enh-resolve-conflict", "Resolving conflict and distress",
    "Calms quarrels, anger and upset, by what is said and by how one stands, looks and sounds")
  enhanced("enh-assert-ideas", "Respectful assertion",
    "Speaks up for what the patient wants and needs, firmly and with respect")

  expert("exp-behaviour-change", "Broad behaviour-change skills",
    "Commands many skills and tools, coaching and motivational interviewing among them, with which people change habits "
    .. "and look after themselves")
  expert("exp-wide-audiences", "Wide audiences and agencies",
    "Puts a matter across to whoever listens, in the organisation and beyond")
  expert("exp-manage-conflict", "Managing conflict diplomatically",
    "Handles friction in a team, between colleagues or with another agency tactfully and to some good end")
end

do
  local essential, enhanced, expert = statements("enabling-access", "Enabling access to services")

  essential("ess-current-service-information", "Current service information",
    "Finds out what services there are at present for a person and whoever cares for them, from sources that are right")
  essential("ess-local-referral-pathways", "Local referral pathways",
    "Understands by which ways people are referred here, in all sectors")
  essential("ess-signpost-with-consent", "Signposting with consent",
    "With the person's agreement, points them or their carer to what suits them and helps to make contact")
  essential("ess-seek-service-contacts", "Seeking service contacts", "Looks for people to know at local services, unasked")
  essential("ess-problem-solving-access", "Problem solving for access",
    "Sees what keeps people from a service and does something about it in good time")

  enhanced("enh-detailed-local-services", "Detailed local service knowledge",
    "Is thoroughly familiar with the services of the place, in many sectors")
  enhanced("enh-persistence-with-barriers", "Persistence with barriers",
    "Does not give up, or lose heart, when a service is hard to get into")
  enhanced("enh-help-with-barriers", "Seeking help with barriers", "Knows when a barrier needs somebody else, and asks them")
  enhanced("enh-feedback-to-colleagues", "Access feedback to colleagues",
    "Lets colleagues know soon what makes it hard to get into a service")

  expert("exp-local-national-services", "Local and national services",
    "Is thoroughly familiar with whatever supports the whole person, near and nationwide, in many sectors")
  expert("exp-referral-arrangements", "Referral arrangements in detail",
    "Is thoroughly familiar with how each kind of provider here takes referrals")
  expert("exp-feedback-to-commissioners", "Feedback to commissioners",
    "Tells those who commission and plan services soon enough what would make them better")
  expert("exp-standards-and-improvement", "Standards and improvement projects",
    "Has a part in watching standards and in projects that raise them")
  expert("exp-educate-on-access", "Educating on access",
    "Teaches staff and colleagues what there is and how one gets to it")
end
