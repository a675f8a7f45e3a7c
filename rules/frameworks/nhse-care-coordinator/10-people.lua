-- Which jobs there are, who judges and by what, what is counted, and where the job leads.

role "care-coordinator" {
  title = "Care coordinator",
  says = "Finds out what matters to somebody and keeps their care together across teams and services; in primary care no "
    .. "clinician. The job this framework is about",
  source = "3; 5.6",
}
role "social-prescribing-link-worker" {
  title = "Social prescribing link worker",
  says = "Works beside coordinators and has a framework of its own",
  source = "2; 5.5",
}
role "health-and-wellbeing-coach" {
  title = "Health and wellbeing coach",
  says = "Works beside coordinators, too, by another framework of its own",
  source = "2; 5.5",
}

capacity "supervisor" {
  title = "Supervisor",
  says = "Follows how somebody meets the competencies over time, judges their portfolio and tells them so",
  source = "8.3",
}
capacity "self" {
  title = "Self",
  says = "Whoever is being judged. The source does not speak of rating oneself; here it opens nothing",
  source = "8.3", tags = { "parameter" },
}

local function evidence_type(id, title, says, source, tag)
  method(id) { title = title, says = says, source = source, tags = { "evidence-type", tag } }
end

evidence_type("work-examples", "Examples of work", "Something somebody did in the job", "8.3.1", "portfolio")
evidence_type("feedback-people", "Feedback from people", "What people say whose care was coordinated", "8.3.1", "portfolio")
evidence_type("feedback-colleagues", "Feedback from colleagues", "What those say who work alongside", "8.3.1", "portfolio")
evidence_type("observed-practice", "Observed practice", "Work that somebody else looked on at", "8.3.1", "portfolio")
evidence_type("reflective-tools", "Reflective tools",
  "What the national portfolio offers for thinking about one's practice, its effect and what to learn next. It helps and "
  .. "is no test, so it shows no competency", "8.3.2", "toolkit")
evidence_type("supervisor-review", "Supervisor review",
  "The supervisor looks at the portfolio and at the work and says which competencies are met", "8.3", "assessment-method")
evidence_type("self-assessment", "Self-assessment",
  "Somebody's opinion of themselves, told apart so that it is not taken for another's; not in the source",
  "8.3", "assessment-method")

measure "service-quality-indicators" {
  title = "Quality indicators",
  says = "What an employer chooses to watch about its coordination, or about what that changes",
  source = "8.3.1",
}
measure "referrals-and-outcomes" {
  title = "Referrals and outcomes",
  says = "How many people came to a coordinator, and what became of it; coordinators are encouraged to note both",
  source = "8.3.1",
}
activity "sct-148481000000101" {
  title = "Seen by care coordinator",
  says = "SNOMED CT 148481000000101 (finding): coordination in primary care took place",
  source = "8.3.1",
}

destination "line-management" {
  title = "Line management",
  says = "Leading a team of coordinators",
  source = "9.3",
}
destination "service-management" {
  title = "Service management",
  says = "Making coordination understood from service to service, joining teams up, and advising where it should be aimed",
  source = "9.3",
}
destination "other-roles" {
  title = "Other health and care roles",
  says = "No way onward is laid down; what was learned carries over, and career coaching and job sites help to find where",
  source = "9.2",
}

-- Where people come from. Any of these will do and none is asked for.

local function entry_route(id, title, says)
  experience(id) { title = title, says = says, source = "9.1", tags = { "entry-route" } }
end

entry_route("entry-health-care", "Health and care background", "Worked in health or in care before")
entry_route("entry-other-sector", "Another sector",
  "Brings what carries over from elsewhere, such as teaching, welfare advice or work with people in difficulties")
entry_route("entry-lived-experience", "Lived experience",
  "Comes with a life's experience, perhaps with few certificates")
entry_route("entry-volunteering", "Volunteering", "Came by way of unpaid work in the community")

experience "care-coordination-practice" {
  title = "Care coordination practice",
  says = "Time spent coordinating care; how much of it makes a manager is not stated",
  level = "team-management", source = "9.3",
}
