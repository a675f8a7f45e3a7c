-- What a primary care network must ensure of the three jobs that the reimbursement scheme pays for, and every question that
-- its text leaves open. There are no levels: each job has its gate, and two have one for whom to recruit.

framework "arrs-roles" {
  title = "Reimbursed roles in primary care networks",
  edition = "Network contract 2020/21",
  source = "Additional Roles Reimbursement Scheme, as printed in appendix 1 of the Somerset training and education framework, "
    .. "version 4.0, March 2021",
  defaults = { signed_off = { as = param "signoff-roles" } },
}

parameter "signoff-roles" {
  suggested = { "supervisor", "assessor", "manager" },
  says = "Capacities whose sign-offs count; the source has the network ensure everything and does not say who signs",
  source = "Appendix 1",
}

-- Link workers: the peer networks ------------------------------------------------------------------

parameter "network-attendance" {
  suggested = 1,
  says = "How often a link worker attends the peer networks in the time looked at; the source only says attends",
  source = "Appendix 1, 1 c",
}
parameter "network-attendance-within" {
  suggested = months(12),
  says = "How far back attendance is looked for; the source does not say",
  source = "Appendix 1, 1 c",
}
parameter "network-proof" {
  suggested = { "attendance-record" },
  says = "What shows that somebody attended; the source does not say",
  source = "Appendix 1, 1 c",
}

-- Coaches: supervision of coaching -------------------------------------------------------------------

parameter "coaching-supervision" {
  suggested = months(3),
  says = "How far apart sessions of coaching supervision may lie, alone and in a group; the source asks for both and "
    .. "gives no rhythm",
  source = "Appendix 1, 2 c",
}
parameter "coaching-supervision-look-back" {
  suggested = months(6),
  says = "How far back sessions of coaching supervision are looked at; the source does not say",
  source = "Appendix 1, 2 c",
}
parameter "grace" {
  suggested = days(7),
  says = "How many days late a session may be; the source does not say",
  source = "Appendix 1, 2 c",
}

-- Coordinators ---------------------------------------------------------------------------------------

parameter "wider-responsibilities-required" {
  suggested = false,
  says = "Whether the wider responsibilities are asked of each coordinator, as the key ones are; the source sets them out "
    .. "without saying that the network must ensure them",
  source = "Appendix 1, 3, wider responsibilities",
}
