-- Care navigators in south east London: what the framework is, and every question it leaves open.
--
-- The report prints four job descriptions with their person specifications, and one table of competencies. It does not say
-- how a competency is proved, how the table and the specifications belong together, or how long a training counts. Each of
-- those gaps is a parameter here: the value is a suggestion of this pack, and an organisation must say it accepts it.

framework "sel-care-navigator" {
  title = "Care navigation in south east London",
  edition = "Interim report, June 2016",
  source = "Care navigation in SEL, interim report, June 2016; and the paper of 2017 on career planning for the non-clinical "
    .. "workforce, Education for Primary Care 28:2, called the 2017 paper here",
  scale = "attainment",
  defaults = {
    assessed = { method = param "sel-methods", as = param "sel-roles" },
    signed_off = { as = param "signoff-roles", routes = param "verify-mode" },
    appraised = { as = param "appraisal-roles" },
  },
  -- Whatever is not itself a training is assessed.
  shown_by = function(competency) return assessed { competency, at_least = param "attainment" } end,
}

scale "attainment" {
  [0] = "Not yet", "Met",
  title = "Attainment", tags = "parameter",
  says = "Two points, so that an assessment can be written down at all: 0 not shown yet, 1 shown. The source names no scale",
  source = "5.2",
}

scale "afc-band-pair" {
  "Band 2/3", "Band 3/4", "Band 4/5", "Band 5/6",
  title = "Agenda for Change band pairs",
  says = "The pair of pay bands against which each of the four job descriptions was matched, from level 1 to level 4. "
    .. "Nobody is scored on it, and no sums of money are printed. The 2017 paper counts from band 2 to band 5",
  source = "3; Appendices 1 to 4, Grade; 2017 paper, Results",
}

-- Competencies -------------------------------------------------------------------------------------------------------

parameter "attainment" {
  suggested = 1,
  says = "The point of the scale of attainment at which a competency counts as shown",
  source = "5.2",
}
parameter "sel-methods" {
  suggested = { "appraisal-review", "service-user-feedback", "simulation" },
  says = "Ways of assessing that count. Of the four that the source names, judging oneself is not enough alone",
  source = "5.2",
}
parameter "sel-roles" {
  suggested = { "supervisor", "manager", "service-user", "peer" },
  says = "Capacities whose assessments count; the source lets feedback come from all of these",
  source = "5.2",
}

-- Person specifications ------------------------------------------------------------------------------------------------

parameter "verify-mode" {
  one_of = { "any", "all" },
  suggested = "any",
  says = "Whether an item of a person specification is settled by one of the routes printed beside it, or only by each of them",
  source = "Appendices 1 to 4, Person specification",
}
parameter "signoff-roles" {
  suggested = { "supervisor", "assessor", "manager" },
  says = "Capacities whose sign-offs count; who interviews, reads applications or sets tests is not said",
  source = "Appendices 1 to 4, Person specification",
}
parameter "or-scope" {
  one_of = { "whole-block", "last-item" },
  suggested = "whole-block",
  says = "What the alternative printed after the experience items takes the place of: all of them, or only the one it follows",
  source = "Appendices 1 to 4, Person specification, Essential 2 Experience",
}
parameter "appraisal-roles" {
  suggested = { "manager", "supervisor" },
  says = "Capacities whose appraisals carry the employer's recommendation to progress",
  source = "Appendices 2 to 4, Person specification, Essential 2 Experience",
}
parameter "recommendation-within" {
  suggested = months(12),
  says = "How old a recommendation to progress may be. Appraisal comes round every year; no limit is stated",
  source = "Appendices 1 to 4, Key responsibilities, annual appraisal",
}
parameter "entry-equivalent" {
  one_of = { "sign-off", "nothing" },
  suggested = "sign-off",
  says = "What counts as an equivalent of the entry-level apprenticeship: whatever the employer signs off as one, or nothing",
  source = "Table 1, heading",
}

-- Levels ---------------------------------------------------------------------------------------------------------------

parameter "joining" {
  one_of = { "appointment-and-competencies", "competencies" },
  suggested = "appointment-and-competencies",
  says = "Whether a level asks for its person specification together with its column of the table, or for the column alone",
  source = "Table 1; Appendices 1 to 4",
}
parameter "building-on" {
  one_of = { "competencies", "whole-level" },
  suggested = "competencies",
  says = "What of the level below must be there where it has not been awarded: its competencies, or all that it asks for",
  source = "2017 paper, Method",
}
parameter "entry-expectation-above-level-1" {
  suggested = false,
  says = "Whether the entry expectation is looked at again above level 1. The 2017 paper takes the literacy and numeracy it "
    .. "stands for as gained before anybody applies at any level",
  source = "Table 1, heading; 2017 paper, Method",
}

-- Trainings ------------------------------------------------------------------------------------------------------------

parameter "level-3-covers-2" {
  suggested = true,
  says = "Whether safeguarding training at level 3 also serves where level 2 is asked for",
  source = "Table 1; Appendix 1",
}

local function currency(course, span, why)
  parameter("currency-" .. course) {
    suggested = span,
    says = "How long a completion of " .. course .. " counts when its certificate names no last day; " .. why,
    source = "Appendices 1 to 4, Person specification; Table 1",
    tags = "currency",
  }
end

currency("safeguarding-level-2", months(36), "the source gives no period")
currency("safeguarding-level-3", months(36), "the specification of level 2 wants it current and gives no period")
currency("basic-life-support", months(12), "the source gives no period")
