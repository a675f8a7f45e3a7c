-- Areas 3, 4 and 5.

local statements = include "_statements"

do
  local essential, enhanced, expert = statements("personalisation", "Personalisation")

  essential("ess-basic-support-needs", "Basic support needs",
    "Finds out rightly what help a patient needs in the first place, by telephone or in person")
  essential("ess-respect-preferences", "Respecting beliefs and choices",
    "Lets what people say they believe, prefer and choose guide what happens")
  essential("ess-strengths-and-resources", "Strengths and resources",
    "Helps people to see what they are good at and can draw upon, and to get where they want with it")
  essential("ess-solution-focused", "Solution-focused approach",
    "Looks on the bright side and for a way, so that people stay well and do for themselves")
  essential("ess-financial-basics", "Financial basics",
    "Knows roughly what money has to do with support of one's own shape, personal budgets for one")

  enhanced("enh-holistic-support-needs", "Holistic support needs",
    "Finds out rightly what help the whole person needs, by telephone or in person")
  enhanced("enh-identify-at-risk", "Identifying people at risk",
    "Discovers who is vulnerable or in danger, by the means agreed in the place")
  enhanced("enh-care-plan-contribution", "Contributing to care plans",
    "Works on a plan for somebody's health and life together with them and their family or carer")
  enhanced("enh-financial-signposting", "Financial signposting",
    "Shows patients where there is help with money, be it benefits or a personal budget")

  expert("exp-financial-assistance", "Financial assistance",
    "Helps patients with such money matters, not merely to somebody who does")
  expert("exp-complex-needs-priorities", "Prioritising complex needs",
    "Finds the needs that are entangled, of body, mind and circumstances, and says which come first")
  expert("exp-complex-needs-referral", "Referring complex needs",
    "Passes people with entangled needs to whichever profession, team or service is right for them")
end

-- The same work comes back at each tier, watched less each time: with supervision, with little, with none.
do
  local essential, enhanced, expert = statements("coordination-integration", "Coordination and integration")

  essential("ess-share-team-decisions", "Sharing team decisions",
    "Tells the patient, and the carer where that is right, what the teams have talked over and settled")
  essential("ess-integrated-care-principles", "Integrated care principles",
    "Understands what joined-up care is built upon")
  essential("ess-contact-information", "Contact information",
    "Says to patient and carer whom they can reach for what, when and in which way")
  essential("ess-update-supervisor", "Updating supervisor and agencies",
    "Keeps the supervisor, the lead clinician or an agency informed, of what they should know and while it matters")
  essential("ess-care-plan-actions-supervised", "Care plan actions, supervised",
    "Does the main things that a plan or a meeting asks for, with somebody supervising")
  essential("ess-re-refer", "Re-referring",
    "Refers somebody whom the service knows once more, unasked, when nobody has been in touch as they should")

  enhanced("enh-care-plan-actions-minimal", "Care plan actions, minimal supervision",
    "Does the main things that a plan or a meeting asks for and sees what came of them, with hardly any supervising")
  enhanced("enh-mdt-communication", "Communicating in MDT meetings",
    "Makes a multidisciplinary meeting understand what a patient needs")

  expert("exp-care-plan-actions-unsupervised", "Care plan actions, unsupervised",
    "Does what a plan or a meeting asks for and sees what came of it, with nobody supervising")
  expert("exp-chair-mdt", "Chairing MDT meetings",
    "Takes the chair of a multidisciplinary meeting, or leads it, to good effect")
  expert("exp-oversee-pathway", "Overseeing a pathway",
    "Watches over the path of support on which all have agreed, and keeps its parts together")
end

do
  local essential, enhanced, expert =
    statements("professional-relationships", "Building and sustaining professional relationships")

  essential("ess-trusting-relationships", "Trusting relationships",
    "Wins the trust of patients and of those around them, and keeps it")
  essential("ess-close-relationships", "Closing relationships",
    "Notices when the work with a patient or carer is over, and ends it well")
  essential("ess-role-clarity", "Role clarity in team", "Keeps in view what is one's own part and what is not")
  essential("ess-supportive-colleague", "Supportive colleague", "Stands by the others in the team")
  essential("ess-cross-sector-working", "Cross-sector working",
    "Gets on and gets things done with staff of other organisations and sectors, clinicians or not")
  essential("ess-value-others-roles", "Valuing others' roles", "Esteems what others do, in the organisation and outside")

  enhanced("enh-build-network", "Building a network",
    "Goes looking for people worth knowing in health, social care, charities and elsewhere, and makes a network of them")
  enhanced("enh-promote-sharing", "Promoting sharing",
    "Gets more sources to share what they have and know, to the good of patients and carers")

  expert("exp-networking-opportunities", "Networking for supervisees",
    "Sees to it that those one supervises meet and get to know people of other sectors")
  expert("exp-collaboration-opportunities", "Collaboration opportunities",
    "Spots where working together with others would do patients and carers good")
  expert("exp-role-model-for-team", "Role model for team", "Is somebody the team can look up to")
end
