-- Local induction, asked for at entry: what is signed off, what is trained, and what it introduces.

local catalogue = include "_catalogue"

local function induction(id, title, says)
  item(id) {
    title = title, says = says, level = "entry", essential = true,
    source = "8.0 Local induction; 6.0 item 1", tags = { "training-item", "induction" },
  }
end

induction("ind-it-systems", "IT systems", "Can work with the employer's systems, the patient record among them")
induction("ind-supervision-appraisal", "Supervision and appraisal arrangements",
  "Knows who supervises and appraises them, and which experienced peer helps the role along")
induction("ind-clinical-escalation", "Clinical escalation", "Knows to which professional a clinical worry goes")
induction("ind-policies-procedures", "Policies and procedures", "Has been through the employer's rules, work on one's own included")
induction("ind-team-roles-meetings", "Team roles and meetings",
  "Has met the practice, network and neighbourhood teams and joined their huddles")
induction("ind-mandatory-training", "Mandatory training",
  "Holds the eleven subjects that everybody in health and care must have; shown by the courses themselves")
induction("ind-outcome-tools", "Use of outcome tools", "Can use the measures of outcome that the service has chosen")
induction("ind-snomed-codes", "SNOMED codes", "Records contacts with the nationally agreed codes")
induction("ind-online-directories", "Online directories",
  "Finds groups and services in the local directories, while asking people what matters to them")
induction("ind-care-certificate", "Care Certificate", "Is at work on the Care Certificate; shown by the course itself")

item "person-specification-met" {
  title = "Person specification met",
  says = "The employer confirms that a recruit new to this work fulfils the person specification",
  level = "entry", source = "7.0 Entry level; Table 1",
}

course "chww-apprenticeship" {
  title = "Community health and wellbeing worker",
  says = "A level 3 apprenticeship into link worker and coach posts; its standard was not final when the source was "
    .. "written. Apprentices learn to look behind ill health, at whole lives and at what a locality offers",
  level = "entry", source = "Table 1; Appendix 5",
}

course "care-certificate" {
  title = "Care Certificate",
  says = "Fifteen standards, each studied and then practised at work; the certificate comes when none is left",
  level = "entry", source = "8.0 Local induction, Care certificate",
  url = "https://www.e-lfh.org.uk/programmes/care-certificate/",
  tags = { "ind-care-certificate" },
}

-- The eleven subjects. The source lists them; how long each lasts is a parameter.

local function mandatory(id, title, teaches)
  catalogue.course(id, {
    title = title, level = "entry", valid = param("currency-" .. id), teaches = teaches,
    says = "A required subject for everybody in health and care, renewed as the organisation decides",
    source = "8.0 Local induction, Mandatory training", tags = { "mandatory", "ind-mandatory-training" },
  }, catalogue.elfh "statutory-and-mandatory-training")
end

mandatory("mand-conflict-resolution", "Conflict resolution")
mandatory("mand-data-security", "Data security awareness")
mandatory("mand-equality-human-rights", "Equality, diversity, human rights")
mandatory("mand-fire-safety", "Fire safety")
mandatory("mand-health-safety-welfare", "Health, safety and welfare")
mandatory("mand-infection-prevention", "Infection prevention and control")
mandatory("mand-moving-handling", "Moving and handling")
mandatory("mand-preventing-radicalisation", "Preventing radicalisation")
mandatory("mand-resuscitation", "Resuscitation")
mandatory("mand-safeguarding-children", "Safeguarding children")
mandatory("mand-safeguarding-adults", "Safeguarding adults")

-- Offers beside the items.

catalogue.course("elfh-new-roles-primary-care", {
  title = "New roles in primary care",
  says = "Helps people find their feet in one of the recently created posts at a practice",
  level = "entry", source = "8.0 Local induction", tags = { "resource", "ind-team-roles-meetings" },
}, catalogue.elfh "new-roles-in-primary-care")

local function tool_course(id, title, says, place)
  catalogue.course(id, {
    title = title, says = says, level = "entry", source = "8.0 Local induction, Outcome tools",
    tags = { "resource", "ind-outcome-tools" },
  }, place)
end

tool_course("insignia-pam-training", "PAM online training",
  "The owner's course on the activation measure, useful to those who have no licence as well",
  { mode = "e-learning", provider = "Insignia" })
tool_course("nhse-pam-guide", "PAM implementation guide", "A first, short national guide to bringing the measure in",
  { provider = "NHS England",
    url = "https://www.england.nhs.uk/publication/module-1-patient-activation-measure-implementation-quick-guide/" })
tool_course("mycaw-training", "MYCaW training", "Comes with the licence",
  { url = "https://www.meaningfulmeasures.co.uk/mycaw" })

-- What people are measured with. The source names no thresholds, so none stand here.

local function tool(id, title, says)
  measure(id) { title = title, says = says, source = "8.0 Local induction, Outcome tools", tags = { "ind-outcome-tools" } }
end

tool("pam", "Patient Activation Measure",
  "How able and confident somebody is to look after their health; each network pays for licences since mid-April 2021")
tool("ons4", "ONS4", "Four questions on wellbeing; the source only names them")
tool("swemwbs", "SWEMWBS", "Short mental wellbeing scale; the source lists this one and then describes the longer WEMWBS")
tool("mycaw", "MYCaW",
  "A brief individual form on worries and wellbeing; a yearly licence, free outside business; to register "
  .. "cost 46.20 pounds in March 2021")
tool("wellbeing-star", "Well-being Star",
  "Shows how people with a lasting illness get on; best completed by both sides at one table")
tool("health-confidence-score", "Health Confidence Score", "Mentioned with an article to read")

-- What a contact is recorded as.

local function code(id, title, says)
  activity(id) { title = title, says = says, source = "8.0 Local induction, SNOMED codes", tags = { "ind-snomed-codes" } }
end

code("sct-871731000000106", "Social prescribing referral",
  "SNOMED CT 871731000000106 (procedure): a person begins with the service, be it for a plan, a listening ear, "
  .. "a volunteer, groceries or medicines")
code("sct-871711000000103", "Social prescribing declined",
  "SNOMED CT 871711000000103 (situation): a person says no, or turns out to need nothing")
code("nil-return", "Nil return", "Nothing is coded: nobody picked up, or the caller rang off undecided")
