-- SPDX-License-Identifier: MIT
-- Custom predicates for the reference evaluator: the same function of the pack, asked about a person in plain Lua. What it
-- is shown is written from rules/README.md, "What no verb can say", apart from engine/lang.
local dates = require "dates"

local custom = {}

local PERIODS = { experience = true, role = true, relation = true }

-- Days as texts -------------------------------------------------------------------------------------------------------

local function day_of(text)
  local year, month, date = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  return dates.of(tonumber(year), tonumber(month), tonumber(date))
end

custom.words = {
  days_between = function(a, b)
    return day_of(b) - day_of(a)
  end,
}
for _, unit in ipairs { "days", "months", "years" } do
  custom.words["add_" .. unit] = function(text, count)
    return dates.text(dates.add(day_of(text), { count = count, unit = unit }))
  end
end

-- What counts ---------------------------------------------------------------------------------------------------------

-- Whether a fact counts on that day. Where nobody can know it does, and the parameter is noted in the answer.
local function counts(node, fact, day, answer)
  if fact.on > day or fact.outcome == "formative" or fact.outcome == "declined" then
    return false
  end
  if PERIODS[fact.kind] then
    return true
  end
  if fact.until_day then
    return day <= fact.until_day
  end
  local course = fact.kind == "training" and node.courses[fact.subject]
  if course and (fact.outcome == "completed" or fact.outcome == "equivalent") then
    if course.valid_unset then
      answer.parameter = answer.parameter or course.valid_unset
    end
    return course.valid == nil or day <= dates.add(fact.on, course.valid)
  end
  return true
end

local function is_about(node, fact, kind, subject)
  if fact.kind ~= kind then
    return false
  elseif subject == nil then -- each record once, as what it is
    return not fact.recognised
  end
  return fact.subject == subject or fact.subject == node.prefix .. subject
end

local function shown(fact)
  return { kind = fact.kind, subject = fact.subject, outcome = fact.outcome, value = fact.value and fact.value / 10000,
           on = dates.text(fact.on), ["until"] = fact.until_day and dates.text(fact.until_day), as = fact.as, by = fact.by,
           method = fact.method, seq = fact.seq }
end

-- The view of a person on a day; `answer.read` is set once the day is read.
local function view_of(node, person, day, answer)
  local view = {}
  function view.records(kind, subject)
    local list = {}
    for _, fact in ipairs(person.facts) do
      if is_about(node, fact, kind, subject) and counts(node, fact, day, answer) then
        table.insert(list, shown(fact))
      end
    end
    return list
  end
  function view.count(kind, subject)
    return #view.records(kind, subject)
  end
  function view.latest(kind, subject)
    local list = view.records(kind, subject)
    return list[#list]
  end
  function view.holds(level)
    for _, fact in ipairs(person.facts) do
      if is_about(node, fact, "award", level) and fact.on <= day and (fact.until_day == nil or day <= fact.until_day) then
        return true
      end
    end
    return false
  end
  return setmetatable(view, { __index = function(_, name)
    assert(name == "as_of")
    answer.read = true
    return dates.text(day)
  end })
end

-- { verdict, reason, parameter, message, read } of a predicate on a day; the same when asked again.
function custom.ask(node, person, day)
  local days = person.customs[node.call] or {}
  person.customs[node.call] = days
  local answer = days[day]
  if answer then
    return answer
  end
  answer = {}
  days[day] = answer
  local done, met, message = pcall(node.call, view_of(node, person, day, answer))
  if not done or type(met) ~= "boolean" then -- it failed, whatever it looked at before
    answer.verdict, answer.reason, answer.parameter = "unknown", "error", nil
  elseif answer.parameter then
    answer.verdict, answer.reason = "unknown", "parameter-not-set"
  else
    answer.verdict, answer.message = met and "met" or "unmet", message
  end
  return answer
end

return custom
