-- The ladder. A level asks whether somebody works at it: its column of Table 1, its person specification, and the columns
-- below it. Whether somebody may be appointed is the gate's question alone.
--
-- Nobody needs to have worked at the level below: those who come from elsewhere enter where they belong, once they have
-- shown the competencies below as well.

local function column(number)
  return shown { competencies { level = "level-" .. number } }
end

-- The level awarded, or its competencies shown and those below it in the same way.
local function building_on(number)
  local level = "level-" .. number
  local competencies = { says = "The competencies of level " .. number .. " and below, shown", column(number) }
  if number > 1 then
    competencies[2] = building_on(number - 1)
  end
  return any { says = "Level " .. number .. " awarded, or its competencies shown", holds(level), all(competencies) }
end

local function below(number)
  return when { setting { "building-on", is = "competencies" }, building_on(number), meets("level-" .. number) }
end

local function entry_expectation() return meets "entry-expectation" end

local function asks(number, first)
  return {
    first,
    when { setting { "joining", is = "appointment-and-competencies" }, meets("appoint-level-" .. number) },
    column(number),
    number > 1 and below(number - 1) or nil,
  }
end

-- From level 2 on.
local function entry_where_it_is_looked_at()
  return when { setting { "entry-expectation-above-level-1", is = true }, entry_expectation() }
end

level "level-1" {
  title = "Care navigator level 1", rank = 1, tags = "band-2-3", source = "Table 1, Level 1; Appendix 1",
  says = "Band 2/3: receptionist, administrator. The first whom people meet; keeps records, bookings and the office going. "
    .. "Reports to a manager of the organisation, a lead of service delivery or a dispatcher of emergencies",
  requires = asks(1, entry_expectation()),
}

level "level-2" {
  title = "Care navigator level 2", rank = 2, after = "level-1", tags = "band-3-4", source = "Table 1, Level 2; Appendix 2",
  says = "Band 3/4: patient liaison officer, case manager, ward clerk, health champion, emergency medical dispatcher. Deals with "
    .. "people directly, finds out briefly what they need, points them on and sees that plans are carried out. Reports to a "
    .. "manager of the organisation or a lead of service delivery",
  requires = asks(2, entry_where_it_is_looked_at()),
}

level "level-3" {
  title = "Care navigator level 3", rank = 3, after = "level-2", tags = "band-4-5", source = "Table 1, Level 3; Appendix 3",
  says = "Band 4/5: care navigator, case manager, senior ward clerk, senior health champion, personal assistant, medical "
    .. "assistant. Leads in assessing people and in making and coordinating their plans, finds those at risk, motivates. Reports "
    .. "to a manager of the organisation or a lead of service delivery",
  requires = asks(3, entry_where_it_is_looked_at()),
}

level "level-4" {
  title = "Care navigator level 4", rank = 4, after = "level-3", tags = "band-5-6", source = "Table 1, Level 4; Appendix 4",
  says = "Band 5/6: care navigator supervisor, care connector, organisation manager, service delivery lead. Builds ways of working, "
    .. "plans services, supervises and appraises non-clinical staff, holds together what is complex. Reports to a lead of the "
    .. "organisation, its senior management or its board",
  requires = asks(4, entry_where_it_is_looked_at()),
}
