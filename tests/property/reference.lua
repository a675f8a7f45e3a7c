-- SPDX-License-Identifier: MIT
-- The reference evaluator: what a decision is, slow and obvious, in plain Lua. Written from the design, apart from
-- engine/decide, and compared with it on random rules, portfolios and days (see README.md).
local custom = require "custom"
local dates = require "dates"
local leaves = require "leaves"

local reference = {}

local DAYS_AHEAD = 366 -- so far a predicate is asked that asks which day it is

-- People ------------------------------------------------------------------------------------------------------------

-- What a ledger says, as facts: records that nobody voided, and awards that end the day before they were revoked.
local function current(entries)
  local facts = {}
  for _, entry in ipairs(entries) do
    if entry.type == "record" or entry.type == "grant" then
      local fact = { kind = "award", subject = entry.level, order = entry.seq }
      for name, value in pairs(entry) do
        fact[name] = value
      end
      table.insert(facts, fact)
    elseif entry.type == "revoke" then
      for _, fact in ipairs(facts) do
        if fact.type == "grant" and fact.level == entry.level
          and (fact.until_day == nil or fact.until_day >= entry.on) then
          fact.until_day = entry.on - 1
        end
      end
    end
  end
  for _, entry in ipairs(entries) do
    for i = #facts, 1, -1 do
      if entry.type == "void" and facts[i].seq == entry.entry.seq then
        table.remove(facts, i)
      end
    end
  end
  return facts
end

-- What is recognised of other frameworks is one more fact about the target.
local function recognised_as(recognition, fact)
  local value = fact.value
  local by = recognition.from == nil
  for _, name in ipairs(recognition.from or {}) do
    by = by or name == fact.by
  end
  if fact.kind ~= recognition.kind or fact.subject ~= recognition.source or not by then
    return nil
  end
  if fact.kind == "assessment" then
    if recognition.scale then
      value = recognition.scale[value]
    end
    if value == nil or recognition.points and not recognition.points[value] then
      return nil
    end
  end
  local made = {}
  for name, old in pairs(fact) do
    made[name] = old
  end
  made.subject, made.value, made.recognised = recognition.target, value, true
  if recognition.within then -- it lapses then, as if it had said so itself
    made.until_day = math.min(made.until_day or math.maxinteger, dates.add(fact.on, recognition.within))
  end
  return made
end

local function add_recognised(facts, recognitions)
  for i = 1, #facts do
    for _, recognition in ipairs(recognitions) do
      table.insert(facts, recognised_as(recognition, facts[i])) -- nil adds nothing
    end
  end
end

-- A portfolio { entries, with, without, rules, reads_day } as facts in order.
function reference.person(portfolio)
  local facts = {}
  for _, fact in ipairs(current(portfolio.entries)) do
    local left_out = false
    for _, seq in ipairs(portfolio.without) do
      left_out = left_out or seq == fact.seq
    end
    if not left_out then
      table.insert(facts, fact)
    end
  end
  for i, record in ipairs(portfolio.with) do
    local fact = { order = math.maxinteger - 1000 + i, seq = -i }
    for name, value in pairs(record) do
      fact[name] = value
    end
    table.insert(facts, fact)
  end
  add_recognised(facts, portfolio.rules.recognitions)
  table.sort(facts, function(a, b)
    if a.on ~= b.on then
      return a.on < b.on
    end
    return a.order < b.order
  end)
  return { facts = facts, candidates = {}, passing = { count = {}, drop = {} }, verdicts = {}, customs = {}, awards = {}, turns = {},
           reads_day = portfolio.reads_day }
end

-- The facts that are awards of the level, kept by person.
local function awards_of(level, person)
  local awards = person.awards[level]
  if awards == nil then
    awards = {}
    for _, fact in ipairs(person.facts) do
      if fact.kind == "award" and fact.subject == level.full then
        table.insert(awards, fact)
      end
    end
    person.awards[level] = awards
  end
  return awards
end

local function award_in_force(level, person, day)
  for _, fact in ipairs(awards_of(level, person)) do
    if fact.on <= day and (fact.until_day == nil or day <= fact.until_day) then
      return true
    end
  end
  return false
end

-- Verdicts ----------------------------------------------------------------------------------------------------------

local verdict_of -- (node, person, day)

local function opposite(verdict)
  return verdict == "met" and "unmet" or verdict == "unmet" and "met" or "unknown"
end

local function counts_on(node, day)
  return node.days == nil or node.days.first <= day and day <= node.days.last
end

local judge = {} -- by verb: (node, person, day) gives the verdict of a combination

function judge.all(node, person, day)
  local result = "met"
  for _, child in ipairs(node.children) do
    local verdict = verdict_of(child, person, day)
    if verdict == "unmet" then
      return "unmet"
    elseif verdict == "unknown" then
      result = "unknown"
    end
  end
  return result
end
judge.shown = judge.all

function judge.any(node, person, day)
  local result = "unmet"
  for _, child in ipairs(node.children) do
    local verdict = counts_on(child, day) and verdict_of(child, person, day) -- only editions have days
    if verdict == "met" then
      return "met"
    elseif verdict == "unknown" then
      result = "unknown"
    end
  end
  return result
end

function judge.none(node, person, day)
  return opposite(judge.any(node, person, day))
end

function judge.when(node, person, day)
  local test = verdict_of(node.children[1], person, day)
  local first = verdict_of(node.children[2], person, day)
  local second = node.children[3] and verdict_of(node.children[3], person, day) or "met"
  if test == "unknown" then
    return first == second and first or "unknown"
  end
  return test == "met" and first or second
end

-- Enough of them, or of their weights.
local function enough(node, person, day)
  local met, possible, needed = 0, 0, node.least or node.threshold
  for i, child in ipairs(node.children) do
    local verdict = verdict_of(child, person, day)
    local weight = node.weights and node.weights[i] or 1
    if verdict == "met" then
      met = met + weight
    end
    if verdict ~= "unmet" then
      possible = possible + weight
    end
  end
  return met >= needed and "met" or possible < needed and "unmet" or "unknown"
end

local function is_in_force(editions, day)
  for _, child in ipairs(editions.children) do
    if child.verb ~= "grandfathered" and counts_on(child, day) then
      return true
    end
  end
  return false
end

-- As of any, of what counts on that day; where nothing is in force there is something unknown beside it.
function judge.editions(node, person, day)
  local verdict = judge.any(node, person, day)
  return verdict == "unmet" and not is_in_force(node, day) and "unknown" or verdict
end

-- What the level was on the eve, by what is known now: one verdict for all days on which that counts. What a predicate
-- says of the day asked about is not what it said then.
local function grandfathered(node, person, day)
  if not counts_on(node, day) then
    return "unmet"
  end
  local assumed = person.assumed
  person.assumed = nil
  person.verdicts[node] = person.verdicts[node] or verdict_of(node.level.requires, person, node.eve)
  person.assumed = assumed
  return person.verdicts[node]
end

-- What a level's criteria come to, kept by person and day.
local function verdict_of_level(level, person, day)
  if person.assumed then
    return verdict_of(level.requires, person, day)
  end
  local kept = person.verdicts[level]
  if kept == nil then
    kept = {}
    person.verdicts[level] = kept
  end
  kept[day] = kept[day] or verdict_of(level.requires, person, day)
  return kept[day]
end

function judge.meets(node, person, day)
  if not node.level.gate and award_in_force(node.level, person, day) then
    return "met"
  end
  return verdict_of_level(node.level, person, day)
end

function verdict_of(node, person, day)
  if node.verb == "grandfathered" then
    return grandfathered(node, person, day)
  elseif node.leaf then
    return leaves.verdict(node, person, day)
  elseif node.unset and node.verb ~= "editions" then
    return "unknown"
  end
  return (judge[node.verb] or enough)(node, person, day)
end
reference.verdict = verdict_of

local OUTCOMES = { met = "eligible", unmet = "not-eligible", unknown = "indeterminate" }

function reference.outcome(level, person, day)
  return OUTCOMES[verdict_of_level(level, person, day)]
end

-- What stands in the way --------------------------------------------------------------------------------------------

-- The records about the leaf's subject that did not count, by seq, with the reasons.
local function refused_by(leaf, person, day)
  if leaf.verb == "grandfathered" then
    return ""
  end
  local refused = leaves.refused(leaf, person, day)
  table.sort(refused, function(a, b)
    return a.fact.seq < b.fact.seq
  end)
  local texts = {}
  for i, one in ipairs(refused) do
    texts[i] = one.fact.seq .. "=" .. one.reason
  end
  return #texts > 0 and "(" .. table.concat(texts, " ") .. ")" or ""
end

-- What a custom predicate says beside its answer.
local function said_by(leaf, person, day)
  local message = leaf.call and custom.ask(leaf, person, day).message
  return message and "[" .. message .. "]" or ""
end

-- The branches of a `when` that matter.
local function branches(node, person, day)
  local test = verdict_of(node.children[1], person, day)
  if test == "unknown" then
    return { node.children[2], node.children[3] }
  end
  return { node.children[test == "met" and 2 or 3] }
end

local function add(list, prefix, node, text)
  local what = node.verb == "meets" and node.level or node -- an award is the same wherever it is met
  if not list.seen[what] then
    list.seen[what] = true
    table.insert(list, prefix .. (node.id or node.verb) .. text)
  end
end

-- Walks from a node whose verdict is `wanted` down to the leaves that make it so.
local function blame(node, wanted, person, day, prefix, list)
  if node.leaf then
    add(list, prefix, node, refused_by(node, person, day) .. said_by(node, person, day))
    return
  elseif node.verb == "meets" then
    if not node.level.gate and award_in_force(node.level, person, day) then
      add(list, prefix, node, "") -- the award itself, where it should not be
    else
      blame(node.level.requires, wanted, person, day, node.level.id .. "/", list)
    end
    return
  end
  local children = node.verb == "when" and branches(node, person, day) or node.children
  local inner = node.verb == "none" and opposite(wanted) or wanted
  local nobody = true
  for _, child in ipairs(children) do
    local past = child.verb == "grandfathered" and inner == "unmet" -- nobody can do anything about that
    if counts_on(child, day) and not past and verdict_of(child, person, day) == inner then
      blame(child, inner, person, day, prefix, list)
      nobody = false
    end
  end
  if nobody then -- more is asked than all of them together could give
    add(list, prefix, node, "")
  end
end

local doubt -- (node, person, day, prefix, list)

-- Why it was unknown on the eve: what is unknown first.
local function why_on_the_eve(node, person)
  local list = { seen = {}, why = {} }
  doubt(node.level.requires, person, node.eve, "", list)
  return list.why[1]
end

local function add_doubt(list, prefix, node, why)
  local count = #list
  add(list, prefix, node, why)
  if #list > count then
    table.insert(list.why, why)
  end
end

-- Walks through what is unknown.
function doubt(node, person, day, prefix, list)
  if node.verb == "grandfathered" then
    add_doubt(list, prefix, node, why_on_the_eve(node, person))
    return
  elseif node.leaf then
    local reason, parameter = leaves.reason(node, person, day)
    add_doubt(list, prefix, node, ":" .. reason .. (parameter and ":" .. parameter or ""))
    return
  elseif node.unset then
    add_doubt(list, prefix, node, ":parameter-not-set:" .. node.unset)
    return
  elseif node.verb == "meets" then
    doubt(node.level.requires, person, day, node.level.id .. "/", list)
    return
  end
  local children = node.children
  if node.verb == "when" and verdict_of(children[1], person, day) ~= "unknown" then
    children = branches(node, person, day)
  end
  local nothing = true
  for _, child in ipairs(children) do
    if counts_on(child, day) and verdict_of(child, person, day) == "unknown" then
      doubt(child, person, day, prefix, list)
      nothing = false
    end
  end
  if nothing then
    add_doubt(list, prefix, node, ":not-in-force")
  end
end

-- Every leaf of the level itself with its verdict, in tree order.
local function leaf_verdicts(node, person, day, list)
  if node.leaf then
    table.insert(list, node.id .. "=" .. verdict_of(node, person, day))
  end
  for _, child in ipairs(node.children or {}) do
    if counts_on(child, day) then
      leaf_verdicts(child, person, day, list)
    end
  end
  return list
end

-- The answer --------------------------------------------------------------------------------------------------------

-- The outcomes of all days from `first` to `last`, by day.
function reference.series(level, person, first, last)
  local outcomes = { first = first, last = last }
  for day = first, last do
    outcomes[day] = reference.outcome(level, person, day)
  end
  return outcomes
end

-- Whether the outcome on that day hangs on a predicate that asks which day it is: those as they are, and otherwise.
local function hangs_on_the_day(level, person, day)
  local outcome, hangs = reference.outcome(level, person, day), false
  for _, verdict in ipairs { "met", "unmet", "unknown" } do
    person.assumed = verdict
    hangs = hangs or reference.outcome(level, person, day) ~= outcome
  end
  person.assumed = nil
  return hangs
end

-- Until when the outcome stays as it is on `day`, as text. After DAYS_AHEAD days nobody looks further where the outcome
-- hangs on the day; where such a predicate is there but does not matter on that day, both is right.
local function until_when(level, person, day, outcomes)
  for last = day, outcomes.last - 1 do
    if person.reads_day and last - day == DAYS_AHEAD then
      return hangs_on_the_day(level, person, last) and "until " .. dates.text(last) .. " at least" or "until a year on"
    elseif outcomes[last + 1] ~= outcomes[day] then
      return "until " .. dates.text(last) .. ", then " .. outcomes[last + 1]
    end
  end
  return "until the end"
end

-- The whole answer as text, line by line, in the form that subject.c gives the engine's.
function reference.answer(level, person, day, outcomes)
  local outcome = outcomes[day]
  local unmet, unknown, desired = { seen = {} }, { seen = {}, why = {} }, {}
  if outcome == "not-eligible" then
    blame(level.requires, "unmet", person, day, "", unmet)
  elseif outcome == "indeterminate" then
    doubt(level.requires, person, day, "", unknown)
  end
  for _, desire in ipairs(level.desires) do
    if counts_on(desire, day) then
      table.insert(desired, (desire.id or desire.verb) .. "=" .. verdict_of(desire, person, day))
    end
  end
  local found = leaf_verdicts(level.requires, person, day, {})
  return table.concat({
    "outcome " .. outcome,
    until_when(level, person, day, outcomes),
    "unmet " .. table.concat(unmet, " "),
    "unknown " .. table.concat(unknown, " "),
    "desired " .. table.concat(desired, " "),
    "leaves " .. table.concat(found, " "),
  }, "\n")
end

return reference
