-- The three jobs, who attests and by what, and what the scheme counts.

role "social-prescribing-link-worker" {
  title = "Social prescribing link worker",
  says = "Paid for since April 2019. Takes referrals, has time, asks what matters, connects people with groups and services "
    .. "and helps new groups on their way",
  source = "Appendix 1, 1",
}
role "health-and-wellbeing-coach" {
  title = "Health and wellbeing coach",
  says = "Coaches those who are not yet ready to gain from social prescribing, side by side with link workers",
  source = "Appendix 1, 2",
}
role "care-coordinator" {
  title = "Care coordinator",
  says = "Draws the care and support of a group of patients together",
  source = "Appendix 1, 3",
}

capacity "supervisor" {
  title = "Coaching or GP supervisor",
  says = "Of coaches: somebody with the qualification or the experience for it. Of coordinators: the GP who was named",
  source = "Appendix 1, 2 c; 3 network duties",
}
capacity "manager" {
  title = "Network manager",
  says = "Attests for the network; the source names the network only",
  source = "Appendix 1", tags = { "parameter" },
}
capacity "self" {
  title = "Self",
  says = "Whoever it is about; their own word opens nothing, which the source does not say",
  source = "Appendix 1", tags = { "parameter" },
}

method "attendance-record" {
  title = "Attendance record",
  says = "Shows that somebody was at a meeting of a peer network; the source does not say how that is shown",
  source = "Appendix 1, 1 c", tags = { "evidence-type", "parameter" },
}

local function scheme(id, title, says)
  measure(id) {
    title = title, says = says, source = "Appendix 1, 1",
    tags = { "scheme" },
  }
end

scheme("referral-share", "Share of list referred",
  "How much of a network's list is referred to social prescribing, in per cent: points begin at 0.4 and are all given, "
  .. "25 of them, at 0.8. It says nothing of one person")
scheme("national-link-workers", "National link workers", "Link workers trained in the country: more than 1,000 by the end of 2020/21")
scheme("national-referrals", "National referrals",
  "People in the country who can be referred to social prescribing: more than 900,000 by 2023/24")
