-- The national competency framework for care navigation: what it is, and every question it leaves open.
--
-- The document describes what people at each of three tiers do and need to know. It says neither how that is
-- proved, nor how much of it is enough, and warns against ticking it off. Each of those gaps is a parameter here:
-- the value is a suggestion of this pack, and an organisation must say it accepts it.

framework "hee-care-navigation" {
  title = "Care navigation competency framework",
  source = "Care Navigation: A Competency Framework, Health Education England",
  scale = "attainment",
  defaults = {
    assessed = { method = param "hee-methods", as = param "hee-roles" },
    signed_off = { as = param "signoff-roles" },
  },
}

-- The document has no scale; without one nothing could be assessed.
scale "attainment" {
  [0] = "Not yet", "Met",
  title = "Attainment",
  says = "Whether somebody has shown a competency; two points of ours, since the document rates nobody",
  source = "9.6; 9.8",
}

-- Grades and qualification levels, as the document prints them. Nothing asks for either: a tier is not a band, and
-- a level of qualification is not a tier. A point stands under the lower band of its pair.

scale "afc-band-pair" {
  [3] = "Band 3/4", [4] = "Band 4/5", [5] = "Band 5/6",
  title = "Agenda for Change band pairs",
  says = "Grades on the example job descriptions of the essential, enhanced and expert tier, in this order. Section "
    .. "10.2 sees the tiers rather as a step up for jobs of bands 1 to 4; both stand as printed, neither decides anything",
  source = "Appendix 3; 10.2",
}

scale "rqf" {
  [2] = "Level 2", [3] = "Level 3", [4] = "Level 4", [5] = "Level 5", [6] = "Level 6",
  title = "Qualification levels",
  says = "Levels of regulated and higher qualifications, drawn over the tiers in a figure: office jobs begin at the low "
    .. "end, at the third level people with care awards of level 3 or 4 join, and beyond the high end lie management "
    .. "and postgraduate nursing. Where a tier begins or ends among them cannot be read any more",
  source = "Figure 6",
}

-- How much, and how well ---------------------------------------------------------------------------

parameter "hee-coverage" {
  suggested = percent(100),
  says = "How much of a tier's own statements somebody must have met; the document says that people may hold all of "
    .. "a tier or a part of it, and that it is no list to tick off",
  source = "7.3",
}
parameter "attainment" {
  suggested = 1,
  says = "Point of the scale from which a competency counts as met; the document has no scale",
  source = "9.6; 9.8",
}
parameter "hee-min-experience" {
  suggested = days(1),
  says = "How long somebody must have had the experience that the higher tiers ask for; the document says \"some\"",
  source = "8.1",
}

-- Who may judge, and how -------------------------------------------------------------------------

parameter "hee-methods" {
  suggested = { "workplace-based-assessment", "portfolio" },
  says = "Ways of assessing that count; the document commends both and closes no list",
  source = "9.6; 9.8",
}
parameter "hee-roles" {
  suggested = { "manager", "supervisor", "assessor" },
  says = "Capacities whose assessments count; the document names who supervises and mentors, not who assesses",
  source = "8.1",
}
parameter "signoff-roles" {
  suggested = { "supervisor", "assessor", "manager" },
  says = "Capacities whose sign-offs count; the document does not say who signs",
  source = "8.1",
}

-- Illustrations ----------------------------------------------------------------------------------------

parameter "hee-example-spec" {
  suggested = false,
  says = "Whether answers also show how somebody compares with the example person specification of the tier; the "
    .. "document prints it to illustrate, so it is only ever reported",
  source = "Appendix 3",
}
parameter "rqf-tier-map" {
  suggested = { "essential-rqf-2", "enhanced-rqf-3", "enhanced-rqf-4", "expert-rqf-5", "expert-rqf-6" },
  says = "Which level of qualification goes with which tier; the figure has lost that, and no criterion reads it",
  source = "Figure 6",
  tags = { "advice" },
}
