-- SPDX-License-Identifier: MIT
-- What each leaf verb of the rule language says of a portfolio on a day, slowly and plainly. Written from the design's
-- "Day arithmetic" and the text of engine/criteria/query.h, apart from engine/decide.
--
-- A fact: { order, kind, subject, on, until?, outcome?, value?, by?, as?, method? }; days as in dates.lua, values in
-- ten-thousandths. A person's facts are sorted by (on, order).
local custom = require "custom"
local dates = require "dates"

local leaves = {}

local FOR_EVER = math.maxinteger
local PERIODS = { experience = true, role = true, relation = true }

local function contains(list, wanted)
  for _, value in ipairs(list) do
    if value == wanted then
      return true
    end
  end
  return false
end

-- Which facts count -----------------------------------------------------------------------------------------------

local function is_asked_for(list)
  return list ~= nil and #list > 0
end

local function wrong_outcome(leaf, fact)
  if is_asked_for(leaf.outcome) then
    if contains(leaf.outcome, fact.outcome) or (fact.outcome == "equivalent" and leaf.equivalent) then
      return nil
    end
    return fact.outcome == "formative" and "formative" or "wrong-outcome"
  end
  if fact.outcome == "formative" then
    return "formative"
  end
  return fact.outcome == "declined" and "wrong-outcome" or nil
end

local function filtered(leaf, fact)
  local outcome = wrong_outcome(leaf, fact)
  if outcome then
    return outcome
  end
  if is_asked_for(leaf.as) and not contains(leaf.as, fact.as) or leaf.not_self and fact.as == "self" then
    return "wrong-assessor"
  end
  if is_asked_for(leaf.method) and not contains(leaf.method, fact.method) then
    return "wrong-method"
  end
  if leaf.method_not and contains(leaf.method_not, fact.method) then
    return "wrong-method"
  end
  if is_asked_for(leaf.by) and not contains(leaf.by, fact.by) then
    return "wrong-assessor"
  end
  if leaf.min_fte and (fact.value or 10000) < leaf.min_fte then
    return "too-small"
  end
  return nil
end

-- The last day on which a fact that passed the filters is in date, what it is afterwards, and the last on which it is
-- recent enough. `pretend` says what to do with a
-- completion whose validity is a parameter that nobody set: "count" or "drop" it.
local function last_day(leaf, fact, pretend)
  if PERIODS[leaf.kind] then
    return FOR_EVER, nil, FOR_EVER -- a period is clipped at the day instead
  end
  local last, afterwards = FOR_EVER, nil
  if leaf.in_date ~= false then
    local completed = fact.outcome == "completed" or fact.outcome == "equivalent"
    if fact.until_day then
      last, afterwards = fact.until_day, "expired"
    elseif completed and leaf.valid then
      last, afterwards = dates.add(fact.on, leaf.valid), "expired"
    elseif completed and leaf.valid_unset and pretend == "drop" then
      last, afterwards = -FOR_EVER, "expired"
    end
  end
  return last, afterwards, leaf.within and dates.add(fact.on, leaf.within) or FOR_EVER
end

local function out_of_date(leaf, fact, day, pretend)
  local last, afterwards, recent = last_day(leaf, fact, pretend)
  if day > last then
    return afterwards
  end
  return day > recent and "too-old" or nil
end

-- Why a fact about the leaf's subject does not count on that day; nil when it does.
function leaves.refusal(leaf, fact, day, pretend)
  if fact.on > day then
    return "not-yet"
  end
  return filtered(leaf, fact) or out_of_date(leaf, fact, day, pretend)
end

-- Facts of the leaf's kind and subject, in order. Kept by person and leaf: the same on every day.
local function candidates(leaf, person)
  local kept = person.candidates[leaf]
  if kept == nil then
    kept = {}
    for _, fact in ipairs(person.facts) do
      local about = leaf.subjects and contains(leaf.subjects, fact.subject)
      if leaf.subjects == nil then -- of any subject: each record once, as what it is
        about = not fact.recognised
      end
      if fact.kind == leaf.kind and about then
        table.insert(kept, fact)
      end
    end
    person.candidates[leaf] = kept
  end
  return kept
end

-- The candidates that pass the filters, each with the last day on which it counts. Kept as they are: a year of days asks.
local function passing(leaf, person, pretend)
  local kept = person.passing[pretend][leaf]
  if kept == nil then
    kept = {}
    for _, fact in ipairs(candidates(leaf, person)) do
      if not filtered(leaf, fact) then
        local last, _, recent = last_day(leaf, fact, pretend)
        table.insert(kept, { fact = fact, on = fact.on, last = math.min(last, recent) })
      end
    end
    person.passing[pretend][leaf] = kept
  end
  return kept
end

local function counting(leaf, person, day, pretend)
  local left = {}
  for _, passed in ipairs(passing(leaf, person, pretend)) do
    if passed.on <= day and day <= passed.last then
      left[#left + 1] = passed.fact
    end
  end
  return left
end

-- Periods ---------------------------------------------------------------------------------------------------------

local function clipped_end(fact, day)
  return math.min(fact.until_day or day, day)
end

-- The first day of the unbroken stretch that covers `day`; nil when there is none.
local function stretch_start(facts, day)
  local start
  for _, fact in ipairs(facts) do
    if fact.on <= day and (fact.until_day or FOR_EVER) >= day and (not start or fact.on < start) then
      start = fact.on
    end
  end
  local grown = start ~= nil
  while grown do
    grown = false
    for _, fact in ipairs(facts) do
      if fact.on < start and clipped_end(fact, day) >= start - 1 then
        start, grown = fact.on, true
      end
    end
  end
  return start
end

-- The first of the days that the facts cover up to `day`, and how many days they cover; days before `first` are left out.
local function covered(facts, first, day)
  local from, total, reached = nil, 0, nil
  for _, fact in ipairs(facts) do -- by `on`
    local on, last = fact.on, clipped_end(fact, day)
    if first and on < first then
      on = first
    end
    if reached and on <= reached then
      on = reached + 1
    end
    if on <= last then
      from = from or on
      total = total + last - on + 1
      reached = last
    end
  end
  return from, total
end

local function roles(role, person)
  local facts = {}
  for _, fact in ipairs(person.facts) do
    if fact.kind == "role" and fact.subject == role then
      table.insert(facts, fact)
    end
  end
  return facts
end

-- The verbs -------------------------------------------------------------------------------------------------------

local judge = {} -- (leaf, counting facts, day, person) gives met or not, or nil and a reason

local function reaches(leaf, fact)
  return leaf.at_least == nil or (fact.value ~= nil and fact.value >= leaf.at_least)
end

local function how_many(list, test)
  local count = 0
  for _, value in ipairs(list) do
    if test(value) then
      count = count + 1
    end
  end
  return count
end

-- The facts that decide an `assessed`, and whether there are enough of them.
local function pool_of(leaf, left)
  if leaf.using == "latest" then
    return { left[#left] }, #left > 0
  end
  if leaf.using == "best" or leaf.count == nil then
    return left, #left > 0
  end
  local pool = {}
  for i = math.max(1, #left - leaf.count + 1), #left do
    table.insert(pool, left[i])
  end
  return pool, #pool >= leaf.count
end

local function reached_by_using(leaf, left, pool)
  local function test(fact)
    return reaches(leaf, fact)
  end
  if leaf.using == "latest" then
    return test(pool[1]) and (leaf.count == nil or how_many(left, test) >= leaf.count)
  elseif leaf.using == "best" then
    return how_many(left, test) >= (leaf.count or 1)
  elseif leaf.using == "all" then
    return how_many(pool, test) == #pool
  end
  local sorted = { table.unpack(pool) }
  table.sort(sorted, function(a, b)
    return a.value < b.value
  end)
  return test(sorted[(#sorted + 1) // 2])
end

function judge.assessed(leaf, left)
  local pool, enough = pool_of(leaf, left)
  if not enough then
    return false
  end
  for _, fact in ipairs(pool) do
    if leaf.scale and not leaf.scale[fact.value] then
      return nil, "error"
    end
  end
  if not reached_by_using(leaf, left, pool) then
    return false
  end
  local people, count = {}, 0
  for _, fact in ipairs(left) do
    if reaches(leaf, fact) and not people[fact.by] then
      people[fact.by] = true
      count = count + 1
    end
  end
  return count >= (leaf.assessors or 1)
end

-- Being enrolled ends with a later failure.
local function lasting(leaf, fact, day, person)
  if fact.outcome ~= "enrolled" and fact.outcome ~= "undertaking" then
    return true
  end
  return how_many(candidates(leaf, person), function(other)
    local later = other.on > fact.on or other.on == fact.on and other.order > fact.order
    return later and other.on <= day and other.outcome == "failed"
  end) == 0
end

function judge.trained(leaf, left, day, person)
  return how_many(left, function(fact)
    return lasting(leaf, fact, day, person)
  end) >= (leaf.count or 1)
end

local function high_enough(leaf, fact)
  local level = fact.value or leaf.rqf
  return leaf.at_least == nil or (level ~= nil and level >= leaf.at_least)
end

function judge.qualified(leaf, left)
  return how_many(left, function(fact)
    return high_enough(leaf, fact)
  end) > 0
end

function judge.experienced(leaf, left, day)
  local from, total = covered(left, leaf.within and dates.window_start(day, leaf.within), day)
  if from == nil then
    return false
  end
  local needed = leaf.least and dates.add(from, leaf.least) - from or 1
  return total >= needed + (leaf.more and 1 or 0)
end

-- The first day that matters to a cadence: of the window, or of the present stretch in the role.
local function window_of(leaf, day, person)
  local post = leaf.in_role and stretch_start(roles(leaf.in_role, person), day)
  local first
  if leaf.per_month then
    local months = leaf.over.unit == "years" and 12 * leaf.over.count or leaf.over.count
    first = dates.month_start(day, -months)
    if post and post > first then -- only months wholly in post
      first = dates.month_start(post - 1, 1)
    end
    return first
  else
    first = dates.window_start(day, leaf.over)
  end
  return post and math.max(first, post) or first
end

-- Every whole month from `first` to the one before the day's has a session.
local function cadence_by_month(first, sessions, day)
  local back = 1
  while dates.month_start(day, -back) >= first do
    local from, to = dates.month_start(day, -back), dates.month_start(day, 1 - back)
    local seen = false
    for _, session in ipairs(sessions) do
      seen = seen or (session.on >= from and session.on < to)
    end
    if not seen then
      return false
    end
    back = back + 1
  end
  return true
end

function judge.supervised(leaf, left, day, person)
  local previous = window_of(leaf, day, person)
  if leaf.per_month then
    return cadence_by_month(previous, left, day)
  end
  local function kept(from, to)
    local due = dates.add(from, leaf.every)
    return to <= (leaf.grace and dates.add(due, leaf.grace) or due)
  end
  for _, session in ipairs(left) do
    if session.on >= previous then
      if not kept(previous, session.on) then
        return false
      end
      previous = session.on
    end
  end
  return kept(previous, day)
end

function judge.related(_, left, day)
  return how_many(left, function(fact)
    return (fact.until_day or FOR_EVER) >= day
  end) > 0
end

-- The first day on which an appraisal counts: that of the course asked for.
local function first_after(leaf, day, person)
  if leaf.after == nil then
    return -FOR_EVER
  end
  local first = FOR_EVER
  for _, fact in ipairs(person.facts) do
    local done = fact.outcome == "completed" or fact.outcome == "equivalent"
    if fact.kind == "training" and fact.subject == leaf.after and done and fact.on <= day then
      first = math.min(first, fact.on)
    end
  end
  return first
end

function judge.appraised(leaf, left, day, person)
  local last = left[#left]
  return last ~= nil and last.on >= first_after(leaf, day, person)
    and (leaf.outcome_asked == nil or last.outcome == leaf.outcome_asked)
end

function judge.evidenced(leaf, left)
  if not leaf.per_method then
    return #left >= (leaf.count or 1)
  end
  for _, method in ipairs(leaf.method) do
    local count = how_many(left, function(fact)
      return fact.method == method
    end)
    if count < (leaf.count or 1) then
      return false
    end
  end
  return true
end

function judge.signed_off(leaf, left)
  for _, method in ipairs(leaf.routes_all and leaf.method or {}) do
    local count = how_many(left, function(fact)
      return fact.method == method
    end)
    if count == 0 then
      return false
    end
  end
  return #left > 0
end

function judge.in_role(leaf, left, day)
  local start = stretch_start(left, day)
  if start == nil then
    return false
  end
  return (leaf.least == nil or dates.add(start, leaf.least) <= day)
    and (leaf.most == nil or dates.add(start, leaf.most) > day)
end

local function between(leaf, fact)
  return reaches(leaf, fact) and (leaf.at_most == nil or (fact.value ~= nil and fact.value <= leaf.at_most))
end

function judge.measured(leaf, left)
  return #left > 0 and between(leaf, left[#left])
end

function judge.recorded(leaf, left)
  return how_many(left, function(fact)
    return between(leaf, fact)
  end) >= (leaf.count or 1)
end

function judge.holds(_, left, day)
  return how_many(left, function(fact)
    return day <= (fact.until_day or FOR_EVER)
  end) > 0
end

local function judged(leaf, person, day)
  if leaf.unset then
    return "unknown", "parameter-not-set", leaf.unset
  end
  if leaf.fixed then
    return leaf.fixed
  end
  if leaf.call then
    local answer = custom.ask(leaf, person, day)
    return answer.verdict, answer.reason, answer.parameter
  end
  local result, reason = judge[leaf.verb](leaf, counting(leaf, person, day, "count"), day, person)
  if leaf.valid_unset and result ~= judge[leaf.verb](leaf, counting(leaf, person, day, "drop"), day, person) then
    return "unknown", "parameter-not-set", leaf.valid_unset
  end
  if result == nil then
    return "unknown", reason
  end
  return result and "met" or "unmet"
end

-- Verbs that hang on nothing but which facts count.
local RESTS = { assessed = true, trained = true, qualified = true, evidenced = true, signed_off = true, measured = true,
                recorded = true }

-- The days on which other facts count than on the day before. Kept by person and leaf.
local function turns(leaf, person)
  local days = person.turns[leaf]
  if days == nil then
    days = {}
    for _, fact in ipairs(candidates(leaf, person)) do
      days[fact.on] = true
    end
    for _, pretend in ipairs { "count", "drop" } do
      for _, passed in ipairs(passing(leaf, person, pretend)) do
        days[math.min(passed.last, FOR_EVER - 1) + 1] = true
      end
    end
    person.turns[leaf] = days
  end
  return days
end

-- "met", "unmet" or "unknown". Kept by person, leaf and day.
function leaves.verdict(leaf, person, day)
  if person.assumed and leaf.call and custom.ask(leaf, person, day).read then
    return person.assumed -- in the place of what a predicate says of that day only
  end
  local kept = person.verdicts[leaf]
  if kept == nil then
    kept = {}
    person.verdicts[leaf] = kept
  end
  local known = kept[day]
  if known == nil then
    local rests = RESTS[leaf.verb] and kept[day - 1] and not turns(leaf, person)[day]
    known = rests and kept[day - 1] or judged(leaf, person, day)
    kept[day] = known
  end
  return known
end

-- The reason and the parameter of an unknown.
function leaves.reason(leaf, person, day)
  return select(2, judged(leaf, person, day))
end

-- Why a fact that passed every filter does not count after all, by verb.
local short = {}

function short.assessed(leaf, fact, left)
  local counted = left -- those that could count
  if leaf.using == "latest" and (leaf.count or 1) == 1 then
    counted = { left[#left] }
  elseif leaf.using == "median" or leaf.using == "all" then
    counted = pool_of(leaf, left)
  end
  return not contains(counted, fact) and "superseded" or not reaches(leaf, fact) and "too-low"
end

function short.trained(leaf, fact, _, day, person)
  return not lasting(leaf, fact, day, person) and "wrong-outcome"
end

function short.qualified(leaf, fact)
  return not high_enough(leaf, fact) and "too-low"
end

function short.experienced(leaf, fact, _, day)
  return leaf.within and clipped_end(fact, day) < dates.window_start(day, leaf.within) and "too-old"
end

function short.supervised(leaf, fact, _, day, person)
  return fact.on < window_of(leaf, day, person) and "too-old"
end

function short.related(_, fact, _, day)
  return (fact.until_day or FOR_EVER) < day and "expired"
end

short.holds = short.related

function short.appraised(leaf, fact, left, day, person)
  if fact.on < first_after(leaf, day, person) then
    return "too-old"
  elseif fact ~= left[#left] then
    return "superseded"
  end
  return leaf.outcome_asked and fact.outcome ~= leaf.outcome_asked and "wrong-outcome"
end

function short.in_role(leaf, fact, left, day)
  local start = stretch_start(left, day)
  return clipped_end(fact, day) < (start or day) and "expired"
end

local function out_of_bounds(leaf, fact)
  if between(leaf, fact) then
    return nil
  end
  return fact.value ~= nil and reaches(leaf, fact) and "too-high" or "too-low"
end

function short.measured(leaf, fact, left)
  return fact ~= left[#left] and "superseded" or out_of_bounds(leaf, fact)
end

short.recorded = out_of_bounds

-- The facts about the leaf's subject that do not count, each { fact, reason }.
function leaves.refused(leaf, person, day)
  local refused = {}
  if leaf.unset or leaf.fixed or leaf.call then
    return refused
  end
  local left = counting(leaf, person, day, "count")
  for _, fact in ipairs(candidates(leaf, person)) do
    local reason = leaves.refusal(leaf, fact, day, "count")
      or short[leaf.verb] and short[leaf.verb](leaf, fact, left, day, person)
    if reason then
      table.insert(refused, { fact = fact, reason = reason })
    end
  end
  return refused
end

return leaves
