-- Care coordinators: training, what they must be responsible for, and what the network owes them.

local source = "Appendix 1, 3"

local function attested(id, title, says, section, tag)
  item(id) { title = title, says = says, source = source .. section, tags = { "attestation", tag } }
end

course "pci-care-coordination" {
  title = "Care coordination training",
  says = "Training for the job as the Personalised Care Institute lays it down; having enrolled is enough",
  source = source .. " a", url = "https://www.personalisedcareinstitute.org.uk/", tags = { "care-coordinator" },
}
attested("role-partnership", "Partnership with fellow roles",
  "Works closely with coaches and with link workers, or whoever provides them", " b")

-- Ten key responsibilities. The letters of the third and the ninth are lost in the text.

local function responsibility(id, title, says)
  attested(id, title, says, ", key responsibilities", "key-responsibility")
end

responsibility("resp-population-health", "Population health cohort",
  "Finds by what is known of a population whom to help, and works with them before they ask")
responsibility("resp-decision-aids", "Decision aids", "Helps patients use such aids before they decide together with somebody")
responsibility("resp-single-plan", "Single care and support plan",
  "Puts everything that somebody needs, and what could be done, in one plan that starts from what matters to them")
responsibility("resp-manage-needs", "Managing needs",
  "Answers questions, makes and looks after appointments, and gives people good information to choose by")
responsibility("resp-work-and-benefits", "Work and benefits", "Helps people into training and work, and to the benefits that they may have")
responsibility("resp-activation", "Activation",
  "Helps people see how much they know, can do and dare to do for their health, by the Patient Activation Measure for one")
responsibility("resp-self-management-access", "Self-management access",
  "Helps people to courses, peers and whatever else makes them more able to look after their health")
responsibility("resp-personal-budgets", "Personal health budgets", "Looks into budgets with people and helps them to get one")
responsibility("resp-coordination-navigation", "Coordination and navigation",
  "Coordinates and finds ways through services for people and carers, along with link workers, coaches and primary care")
responsibility("resp-mdt-coordination", "Team meetings", "Helps multidisciplinary teams of the network to come about and to work")

-- Wider responsibilities, which the text sets out and does not make a duty.

local function wider(id, title, says)
  attested(id, title, says, ", wider responsibilities", "wider-responsibility")
end

wider("wider-caseload", "Caseload and referral back",
  "Finds and looks after a caseload with GPs and others, and sends people back to them where that is right")
wider("wider-raise-awareness-tools", "Raising awareness of tools", "Makes deciding together, and the tools for it, known in the network")
wider("wider-raise-awareness-patients", "Raising awareness of patients",
  "Shows colleagues who may gain from deciding together, and helps both sides to be ready for it")

-- What the network owes.

local function network(id, title, says)
  attested(id, title, says, ", network duties", "network-duty")
end

network("receiving-safeguarding", "Receiving bodies: safeguarding",
  "Groups to which people are sent have at least the basics of safeguarding")
network("receiving-belonging", "Receiving bodies: belonging",
  "People find friends and a place to belong in those groups, and come to know, manage and trust themselves more")
network("named-first-contact", "Named first contact", "The practices have named somebody to turn to first for advice and help")
network("gp-supervision", "GP supervision",
  "Some GP, or several between them, has been named as supervisor; the first contact may do this as well")
network("concerns-with-gp", "Concerns with a GP",
  "Can talk to the right GP about worries for a patient, and is helped to do what safeguarding asks")
network("identity-known", "Identity known", "Everybody who works at a practice of the network knows who the coordinator is")

gate "arrs-care-coordinator" {
  title = "Care coordinator under the scheme",
  says = "What the network must ensure of a coordinator whom it employs or engages",
  source = source,
  requires = all {
    in_role "care-coordinator",
    trained { "pci-care-coordination", outcome = { "enrolled", "undertaking", "completed" } },
    signed_off "role-partnership",
    all { says = "Has each of the ten key responsibilities", signed_off { items { tag = "key-responsibility" } } },
    all { says = "The network does what it owes", signed_off { items { tag = "network-duty" } } },
    when {
      setting { "wider-responsibilities-required", is = true },
      all { says = "Has each of the wider responsibilities", signed_off { items { tag = "wider-responsibility" } } },
    },
  },
}
