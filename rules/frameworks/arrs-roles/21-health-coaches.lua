-- Health and wellbeing coaches.

local source = "Appendix 1, 2"
local recruitment = source .. ", qualifications and training"

course "pci-health-coaching" {
  title = "Health coaching training",
  says = "Covers what the national guide to health coaching lists and is given by an organisation on the list of the "
    .. "Personalised Care Institute; having enrolled is enough",
  source = source .. " a", url = "https://www.personalisedcareinstitute.org.uk/",
  provider = "Listed by the Personalised Care Institute", tags = { "health-coach" },
}
item "code-of-ethics" {
  title = "Code of ethics and conduct",
  says = "Keeps to a code such as the national guide to health coaching asks for",
  source = source .. " b", tags = { "attestation" },
}

local function coaching_supervision(id, title, says)
  supervision(id) { title = title, says = says, source = source .. " c", tags = { "attestation" } }
end

coaching_supervision("individual-coaching-supervision", "Individual coaching supervision",
  "Formal sessions alone with somebody qualified or experienced enough to give them; how often is not said")
coaching_supervision("group-coaching-supervision", "Group coaching supervision",
  "Formal sessions in a group, led by somebody qualified or experienced enough to give them; how often is not said")

item "link-worker-partnership" {
  title = "Partnership with link workers",
  says = "Joins with link workers, or whoever provides them, in finding those for whom social prescribing comes too early, "
    .. "and goes along with them",
  source = source .. " d", tags = { "attestation" },
}
item "willing-four-day-programme" {
  title = "Willing to attend four-day training",
  says = "Is ready to take a programme in coaching for self-management, not a clinical one and of four days at least, by an "
    .. "accredited trainer or organisation. A promise, so it is signed off",
  source = recruitment, essential = true, tags = { "training-item" },
}
qualification "coaching-counselling" {
  title = "Coaching or counselling qualification",
  says = "Or another that fits and has to do with listening and reflecting",
  source = recruitment, tags = { "desirable" },
}
experience "coaching-counselling-experience" {
  title = "Coaching or counselling experience",
  says = "Or other work that fits and has to do with listening and reflecting",
  source = recruitment, tags = { "desirable" },
}
experience "non-clinical-coaching-experience" {
  title = "Non-clinical coaching background",
  says = "Training and practice with an accredited organisation; in the text it runs on from the item before without a break",
  source = recruitment, tags = { "desirable" },
}

gate "arrs-health-coach" {
  title = "Health coach under the scheme",
  says = "What the network must ensure of a coach whom it employs or engages",
  source = source,
  requires = all {
    in_role "health-and-wellbeing-coach",
    trained { "pci-health-coaching", outcome = { "enrolled", "undertaking", "completed" } },
    signed_off { "code-of-ethics", "link-worker-partnership" },
    supervised { "individual-coaching-supervision", "group-coaching-supervision", every = param "coaching-supervision",
      over = param "coaching-supervision-look-back", grace = param "grace", in_role = "health-and-wellbeing-coach" },
  },
}

gate "recruit-health-coach" {
  title = "Health coach recruitment",
  says = "What the national sample specification finds essential in a coach to be recruited",
  source = recruitment,
  requires = signed_off "willing-four-day-programme",
  desires = {
    any { qualified "coaching-counselling", experienced "coaching-counselling-experience" },
    experienced "non-clinical-coaching-experience",
  },
}
