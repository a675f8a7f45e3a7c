-- SPDX-License-Identifier: MIT
-- One case of the differential test: a pack, a portfolio, and questions with the reference's answers. Everything
-- follows from the seed and the number.
local coverage = require "coverage"
local dates = require "dates"
local language = require "language"
local person = require "generate_person"
local random = require "random"
local reference = require "reference"
local rules = require "generate_rules"
local shuffle = require "shuffle"

local case = {}

-- profile: { monotone = true } or nothing.
function case.make(seed, number, profile)
  local chooser = random.new(seed, number)
  local base = person.choose_base(chooser)
  local pack = rules.make(chooser, profile or {}, base)
  local portfolio = person.make(chooser, pack, profile or {}, base)
  return { seed = seed, number = number, files = pack.files, organisation = pack.organisation,
           framework = pack.framework, reads_day = pack.reads_day, levels = pack.levels, entries = portfolio.entries, with = portfolio.with,
           without = portfolio.without, base = portfolio.base, first = portfolio.base - 40,
           last = portfolio.base + chooser:pick { 100, 100, 100, 200, 200, 400, 800 }, chooser = chooser }
end

local function load(made)
  made.rules = made.rules or language.load(made.files, made.organisation, made.framework)
  made.person = made.person or reference.person(made)
end

-- Days on which something changes, as `differs(day, day + 1)` tells: the last day before and the first after.
local function add_changes(made, days, most, differs)
  local changes = {}
  for day = made.first, made.last - 1 do
    if differs(day, day + 1) then
      table.insert(changes, day)
    end
  end
  made.chooser:shuffle(changes)
  for i = 1, math.min(most, #changes) do
    table.insert(days, changes[i])
    table.insert(days, changes[i] + 1)
  end
end

local function choose_days(made, level, outcomes)
  local days = { made.chooser:between(made.first, made.last), made.base }
  add_changes(made, days, 1, function(a, b)
    return outcomes[a] ~= outcomes[b]
  end)
  local node = made.chooser:pick(coverage.nodes(level))
  add_changes(made, days, 1, function(a, b)
    return reference.verdict(node, made.person, a) ~= reference.verdict(node, made.person, b)
  end)
  local seen, chosen = {}, {}
  for _, day in ipairs(days) do
    if not seen[day] then
      seen[day] = true
      table.insert(chosen, day)
    end
  end
  return chosen
end

-- The questions of a case: { level, day, expected }, the expected answer being the reference's.
function case.questions(made)
  load(made)
  local questions = {}
  for _, id in ipairs(made.levels) do
    local level = made.rules.levels[id]
    local outcomes = reference.series(level, made.person, made.first, made.last + 1)
    for _, day in ipairs(choose_days(made, level, outcomes)) do
      coverage.note(level, made.person, day, outcomes[day])
      table.insert(questions, { level = id, day = day,
                                expected = reference.answer(level, made.person, day, outcomes) })
    end
  end
  return questions
end

-- One answer alone.
function case.expected(made, id, day)
  load(made)
  local level = made.rules.levels[id]
  local outcomes = reference.series(level, made.person, day, made.last + 1)
  return reference.answer(level, made.person, day, outcomes)
end

-- The case without its nth entry, and without what refers to it; nil when there is no such entry.
function case.smaller(made, nth)
  local dropped = made.entries[nth]
  if dropped == nil then
    return nil
  end
  local less = {}
  for name, value in pairs(made) do
    less[name] = value
  end
  less.entries, less.without, less.person = {}, {}, nil
  for _, entry in ipairs(made.entries) do
    if entry ~= dropped and entry.entry ~= dropped then
      table.insert(less.entries, entry)
    end
  end
  for _, seq in ipairs(made.without) do
    if seq ~= dropped.seq then
      table.insert(less.without, seq)
    end
  end
  return less
end

-- The case with its pack written in another order; nth 0: as it is, with what the others have besides.
function case.shuffled(made, nth)
  local other = {}
  for name, value in pairs(made) do
    other[name] = value
  end
  other.plain = made.plain or made.files
  other.files, other.rules, other.person = shuffle.files(other.plain, made.framework, nth), nil, nil
  return other
end

local function describe_entry(entry)
  local texts = {}
  for _, name in ipairs { "seq", "type", "kind", "level", "subject", "on", "until_day", "outcome", "value", "by", "as",
                          "method" } do
    local value = entry[name]
    if name == "on" or name == "until_day" then
      value = value and dates.text(value)
    elseif name == "value" then
      value = value and value / 10000
    end
    if value ~= nil then
      table.insert(texts, name .. "=" .. tostring(value))
    end
  end
  if entry.entry then
    table.insert(texts, "of=" .. entry.entry.seq)
  end
  return "  " .. table.concat(texts, " ")
end

-- The whole case for people.
function case.describe(made)
  local lines = {}
  for _, file in ipairs(made.files) do
    table.insert(lines, "-- " .. file.path .. "\n" .. file.text)
  end
  table.insert(lines, "entries:")
  for _, entry in ipairs(made.entries) do
    table.insert(lines, describe_entry(entry))
  end
  for i, record in ipairs(made.with) do
    table.insert(lines, "  with " .. i - 1 .. ":" .. describe_entry(record))
  end
  table.insert(lines, "without: " .. table.concat(made.without, " "))
  return table.concat(lines, "\n")
end

case.coverage = coverage.report

return case
