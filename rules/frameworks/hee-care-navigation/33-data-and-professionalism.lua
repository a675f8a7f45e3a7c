-- Areas 8 and 9. In the first, the enhanced statements follow the expert ones in print; in the second, six bullets stand
-- before their text.

local statements = include "_statements"

do
  local essential, enhanced, expert = statements("data-information", "Handling data and information")

  essential("ess-use-records", "Using records and databases",
    "Gets things out of records, databases and spreadsheets, puts things in, and makes use of them")
  essential("ess-use-technology", "Using technology", "Picks tools that fit for finding something out and working on it")
  essential("ess-data-protection", "Data protection", "Keeps to what the law allows when looking at and storing data")
  essential("ess-data-standards", "Data standards", "Knows the employer's rules on data and secrecy, and obeys them")
  essential("ess-prioritise-workload", "Prioritising workload", "Puts work in order and spends time and means well")
  essential("ess-audit-principles", "Audit and improvement principles",
    "Understands the ideas behind audit and improving quality")
  essential("ess-administrative-order", "Administrative order",
    "Is orderly in office work, with appointments, diaries and lists of patients")
  essential("ess-maintain-directory", "Maintaining a directory", "Keeps a list of services nearby that is true today")

  enhanced("enh-manage-directory", "Managing an electronic directory",
    "Answers for the list of services nearby, on a computer, and keeps it true")
  enhanced("enh-analytical-skills", "Analytical skills", "Can take data apart and see what they say")
  enhanced("enh-research-information", "Researching information", "Looks things up in several places and reads them rightly")
  enhanced("enh-present-data", "Presenting data",
    "Makes sense of data for a team or for commissioners, and shows it to them")
  enhanced("enh-participate-in-audit", "Participating in audit", "Joins in audits and in raising quality")

  expert("exp-service-impact", "Evaluating service impact",
    "Finds out what a service does for people, so that it can be improved and shown to be worthwhile")
  expert("exp-critical-appraisal", "Critical appraisal", "Looks things up in several places and questions what is found")
  expert("exp-audit-for-improvement", "Audit for improvement",
    "Checks standards by audit and otherwise, and says what to improve where that is due")
  expert("exp-validity-and-bias", "Validity and bias", "Judges how sound a piece of information is, and whom it favours")
  expert("exp-strategic-planning", "Strategic planning", "Adds to planning for the years ahead")
  expert("exp-outcome-data-evaluation", "Evaluating experience and outcomes",
    "Evaluates data, how patients fared and felt among them, to better navigation, and joins in raising quality")
end

-- Printed once for all three tiers.
local function everywhere(id, title, says)
  competency(id) {
    domain = "professionalism", level = { "essential", "enhanced", "expert" }, title = title, says = says,
    source = "8.2 Professionalism",
  }
end

everywhere("all-non-judgemental", "Non-judgemental respect", "Has respect for others and does not sit in judgement")
everywhere("all-equality-diversity", "Equality and diversity",
  "Acts so that people are treated as equals, and welcome as they are")
everywhere("all-emotional-resilience", "Emotional resilience", "Can take a knock, and keeps a cool head when pressed")
everywhere("all-manage-stress", "Managing stress", "Has healthy ways to deal with strain")
everywhere("all-confidentiality", "Confidentiality", "Keeps in confidence what was told in confidence")
everywhere("all-limits-and-boundaries", "Limits and boundaries",
  "Knows how far one can and may go, goes no further, and asks for help in time")
everywhere("all-honesty-openness", "Honesty and openness", "Is straight with patients and colleagues, always")
everywhere("all-urgent-help", "Acting on urgent need",
  "Sees when somebody needs help at once, and alerts those who can give it")
everywhere("all-compassion", "Compassion", "Is kind and thinks of others")
