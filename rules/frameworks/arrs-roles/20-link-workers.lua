-- Social prescribing link workers.

local source = "Appendix 1, 1"
local recruitment = source .. ", qualifications and training"

course "elfh-social-prescribing" {
  title = "Social prescribing online learning",
  says = "The national bodies' course on screen; it must be over, not merely begun",
  source = source .. " a", url = "https://www.e-lfh.org.uk/programmes/social-prescribing/",
  mode = "e-learning", provider = "NHS England and NHS Improvement", tags = { "link-worker" },
}
course "pci-link-worker-training" {
  title = "Link worker training",
  says = "Training for the job as the Personalised Care Institute lays it down; having enrolled is enough",
  source = source .. " b", url = "https://www.personalisedcareinstitute.org.uk/", tags = { "link-worker" },
}
item "peer-support-network" {
  title = "Peer support network",
  says = "Meets colleagues in the networks that the national bodies run for a system or partnership",
  source = source .. " c", tags = { "attestation" },
}
item "competency-support" {
  title = "Support to develop competencies",
  says = "The employer helps, and trains, the link worker to gain and use the competencies of the framework",
  source = source, tags = { "attestation", "should" },
}

qualification "nvq-level-3" {
  title = "NVQ 3, advanced or equal", rqf = 3,
  says = "An award at level 3; elsewhere the same document speaks of A levels or equal",
  source = recruitment .. "; 4.0", tags = { "essential" },
}
course "level-3-study" {
  title = "Study towards level 3",
  says = "Is on the way to such an award, which is enough; the award itself is a qualification",
  source = recruitment, tags = { "essential" },
}
item "commitment-to-development" {
  title = "Commitment to development",
  says = "Shows that they want to go on learning, as a professional and as a person",
  source = recruitment, essential = true, tags = { "attestation" },
}
course "motivational-coaching-training" {
  title = "Motivational coaching and interviewing",
  says = "Has been taught both; experience that is worth as much takes its place",
  source = recruitment, tags = { "desirable" },
}
experience "motivational-coaching-experience" {
  title = "Motivational coaching experience",
  says = "Has worked in a way that is worth as much as the training",
  source = recruitment, tags = { "desirable" },
}

-- What every link worker should understand in outline; each may become somebody's field later.

local function awareness(id, title, says)
  course(id) { title = title, says = says, source = source .. ", specialist areas", tags = { "training-item", "should" } }
end

awareness("awareness-children-young-people", "Children and young people", "Helping those who are not grown up")
awareness("awareness-carers", "Carers", "Those who look after somebody unpaid")
awareness("awareness-inclusion-groups", "Inclusion groups",
  "People whom services easily miss: without a home, travelling, having fled or asking for asylum")
awareness("awareness-mental-health", "Mental health", "What troubles the mind")
awareness("awareness-complex-long-term-conditions", "Complex long-term conditions", "Lasting illness that is not simple")
awareness("awareness-green-prescribing", "Green prescribing", "What nature and the outdoors do for people")
awareness("awareness-arts", "Arts", "What music, painting and other arts do for people")
awareness("awareness-weight-management", "Weight management", "Help with one's weight")

gate "arrs-link-worker" {
  title = "Link worker under the scheme",
  says = "What the network must ensure of a link worker whom it employs or engages",
  source = source,
  requires = all {
    in_role "social-prescribing-link-worker",
    trained "elfh-social-prescribing",
    trained { "pci-link-worker-training", outcome = { "enrolled", "undertaking", "completed" } },
    evidenced { "peer-support-network", count = param "network-attendance", method = param "network-proof",
      within = param "network-attendance-within" },
  },
  desires = { signed_off "competency-support", trained { courses { tag = "should" } } },
}

gate "recruit-link-worker" {
  title = "Link worker recruitment",
  says = "What the national sample specification finds essential in a link worker to be recruited",
  source = recruitment,
  requires = all {
    any {
      says = "Holds an award at level 3, or is on the way to one",
      qualified { "nvq-level-3", at_least = 3 },
      trained { "level-3-study", outcome = { "enrolled", "undertaking" } },
    },
    signed_off "commitment-to-development",
  },
  desires = any { trained "motivational-coaching-training", experienced "motivational-coaching-experience" },
}
