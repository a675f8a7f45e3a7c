-- What the tiers ask for beside the competencies: supervision of the first two, experience of the higher two.
-- How much experience is not said; how close the supervision is changes from tier to tier.

item "ess-supervision-arrangement" {
  title = "Supervision and mentoring in place", level = "essential", source = "8.1 Essential",
  says = "A suitable line manager supervises and mentors the person, and so do the clinicians concerned: both, not one",
}
item "enh-supervision-arrangement" {
  title = "Supervision and mentoring in place", level = "enhanced", source = "8.1 Enhanced",
  says = "The person works more on their own, and a line manager or a clinician still supervises and mentors them; the "
    .. "document joins the two by a stroke, which we read as either",
}

experience "enh-sector-background" {
  title = "Sector background", level = "enhanced", source = "8.1 Enhanced",
  says = "Some expertise in, or background of, health care, social care or the voluntary sector",
}
experience "enh-long-term-needs" {
  title = "Long-term or mental health needs", level = "enhanced", source = "8.1 Enhanced",
  says = "Has worked a little with people whose needs, of body or mind, are there to stay",
}
experience "exp-care-depth" {
  title = "Depth of care experience", level = "expert", source = "8.1 Expert",
  says = "Knows health and social care, or has worked in it, more deeply and broadly than at the tier below",
}
experience "exp-managerial" {
  title = "Managerial experience", level = "expert", source = "8.1 Expert",
  says = "Has had something to do with managing in health care",
}
