-- Northside's own: what it asks of link workers who see people after a stroke, on top of the Somerset ladder. Invented, as
-- Northside is. Names of the Somerset framework are written "somerset-social-prescribing/…"; its courses, roles and
-- capacities are codes that records share, and stand bare.

framework "northside-stroke" {
  title = "Stroke pathway", edition = "1",
  source = "Northside GP Federation, pathway for people after a stroke, invented for this example",
  scale = "supervised-practice",
}

scale "supervised-practice" { [0] = "Not yet seen", "With somebody beside", "Alone", "Shows others",
  says = "How much help is needed" }

domain "after-a-stroke" { title = "After a stroke" }
competency "talking-with-aphasia" { domain = "after-a-stroke", level = "stroke-link-worker",
  title = "Talking with somebody who has lost words",
  says = "Gives time, uses pictures and yes-or-no questions, and checks what was understood" }
competency "carers-after-stroke" { domain = "after-a-stroke", level = "stroke-link-worker",
  title = "Carers after a stroke", says = "Notices how the person who cares is, and asks" }

course "stroke-awareness" { title = "Stroke awareness", hours = 3, cost = 0, valid = years(2),
  teaches = { "carers-after-stroke" } }
course "aphasia-partner" { title = "Conversation partner training", hours = 12, cost = 180,
  teaches = { "talking-with-aphasia" }, after = "stroke-awareness" }

item "six-month-review-shadowed" { title = "Six-month review, shadowed",
  says = "Has sat in on two reviews six months after a stroke and written them up" }
role "stroke-specialist-nurse" { title = "Stroke specialist nurse" }
supervision "stroke-case-round" { title = "Case round of the stroke team" }

level "stroke-link-worker" {
  title = "Stroke link worker", rank = 1, after = "somerset-social-prescribing/early-career",
  says = "Takes referrals of people after a stroke",
  requires = {
    meets "somerset-social-prescribing/early-career",
    trained { "stroke-awareness", "aphasia-partner" },
    assessed { competencies { domain = "after-a-stroke" }, at_least = 2, as = "assessor", within = years(3) },
    signed_off { "six-month-review-shadowed", as = { "assessor", "supervisor" } },
  },
}

gate "lead-six-month-reviews" {
  title = "May lead six-month reviews",
  requires = {
    meets "stroke-link-worker",
    supervised { "stroke-case-round", every = weeks(6), over = months(6), grace = days(7) },
  },
}

include "_team" -- known_to_the_team

gate "cover-for-colleagues" {
  title = "May cover for colleagues",
  requires = { meets "stroke-link-worker", known_to_the_team },
}
