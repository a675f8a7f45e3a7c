-- Agenda for Change pay for 2020-2021, as the document prints it. The level suggests the band, completed years of
-- experience the point; the document calls it a suggestion, and so nobody is entitled to it by these rules.
-- A point runs from `years_from` completed years to, but not including, `years_to`. Pounds sterling.

pay "afc-band-3" {
  title = "Agenda for Change Band 3", level = { "entry", "early-career", "mid-career" },
  from = "2020-04-01", ["until"] = "2021-03-31", source = "Appendix 4, Band 3",
  says = "Suggested from entry to mid-career; at entry and in early career only the first two points",
  rows = {
    { id = "band-3-year-0-1", years_from = 0, years_to = 1, hourly = 10.12, annual = 19737 },
    { id = "band-3-year-1-2", years_from = 1, years_to = 2, hourly = 10.12, annual = 19737 },
    { id = "band-3-year-2-3", years_from = 2, years_to = 3, hourly = 10.84, annual = 21142 },
    { id = "band-3-year-3-4", years_from = 3, years_to = 4, hourly = 10.84, annual = 21142 },
    { id = "band-3-year-4-5", years_from = 4, years_to = 5, hourly = 10.84, annual = 21142 },
    { id = "band-3-year-5-6", years_from = 5, years_to = 6, hourly = 10.84, annual = 21142 },
    { id = "band-3-year-6-plus", years_from = 6, hourly = 10.84, annual = 21142 },
  },
}

pay "afc-band-4" {
  title = "Agenda for Change Band 4", level = "established", from = "2020-04-01", ["until"] = "2021-03-31", source = "Appendix 4, Band 4",
  says = "Suggested for an established career",
  rows = {
    { id = "band-4-year-0-1", years_from = 0, years_to = 1, hourly = 11.22, annual = 21892 },
    { id = "band-4-year-1-2", years_from = 1, years_to = 2, hourly = 11.22, annual = 21892 },
    { id = "band-4-year-2-3", years_from = 2, years_to = 3, hourly = 11.22, annual = 21892 },
    { id = "band-4-year-3-4", years_from = 3, years_to = 4, hourly = 12.38, annual = 24157 },
    { id = "band-4-year-4-5", years_from = 4, years_to = 5, hourly = 12.38, annual = 24157 },
    { id = "band-4-year-5-6", years_from = 5, years_to = 6, hourly = 12.38, annual = 24157 },
    { id = "band-4-year-6-plus", years_from = 6, hourly = 12.38, annual = 24157 },
  },
}

pay "afc-band-5" {
  title = "Agenda for Change Band 5", level = "wider-responsibilities", from = "2020-04-01", ["until"] = "2021-03-31", source = "Appendix 4, Band 5",
  says = "Suggested for wider responsibilities; national guidance caps these posts at this band",
  rows = {
    { id = "band-5-year-0-1", years_from = 0, years_to = 1, hourly = 12.77, annual = 24907 },
    { id = "band-5-year-1-2", years_from = 1, years_to = 2, hourly = 12.77, annual = 24907 },
    { id = "band-5-year-2-3", years_from = 2, years_to = 3, hourly = 13.83, annual = 26970 },
    { id = "band-5-year-3-4", years_from = 3, years_to = 4, hourly = 13.83, annual = 26970 },
    { id = "band-5-year-4-5", years_from = 4, years_to = 5, hourly = 14.05, annual = 27416 },
    { id = "band-5-year-5-6", years_from = 5, years_to = 6, hourly = 14.05, annual = 27416 },
    { id = "band-5-year-6-7", years_from = 6, years_to = 7, hourly = 15.7, annual = 30615 },
    { id = "band-5-year-7-plus", years_from = 7, hourly = 15.7, annual = 30615 },
  },
}
