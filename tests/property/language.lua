-- SPDX-License-Identifier: MIT
-- The rule language once more, in plain Lua: a pack's source text becomes plain tables. Written from the design alone,
-- apart from engine/lang, for the reference evaluator. It reads correct packs; what is wrong in one is engine/lang's
-- business.
--
-- A level: { id, full, gate, requires = node, desires = { node, … } }. What counts on some days only has `days`, from `first`
-- to `last`: see "editions" and "grandfathered". A node: { verb, id, children, … }; a leaf
-- is a node with what it asks (asked.lua). `unset` names the parameter without a value that a node needs.
local asked = require "asked"
local dates = require "dates"
local words = require "words"

local language = {}

local add_subjects, leaf, list_of = asked.add_subjects, asked.leaf, asked.list_of
local about, parameter_value, resolve, ten_thousandths =
  asked.about, asked.parameter_value, asked.resolve, asked.ten_thousandths

local COMBINATIONS = { all = true, any = true, none = true, at_least = true, points = true, when = true }

-- Combinations --------------------------------------------------------------------------------------------------------

local build -- (framework, criterion) gives a node

local function least_of(framework, node, number, count)
  number = resolve(framework, node, number)
  if type(number) == "table" then -- a percentage, rounded up
    return (ten_thousandths(number.number) * count + 1000000 - 1) // 1000000
  end
  return number
end

-- Several nodes as one: each of them, or `need` of them.
local function joined(framework, criterion, nodes)
  local need = criterion.given.need
  if need ~= nil then
    local node = { verb = "at_least", children = nodes }
    node.least = least_of(framework, node, need, #nodes)
    return node
  end
  return #nodes == 1 and nodes[1] or { verb = "all", children = nodes }
end

local function build_all(framework, list)
  local nodes = {}
  for _, criterion in ipairs(list) do
    if criterion.type then
      table.insert(nodes, build(framework, criterion))
    else
      for _, node in ipairs(build_all(framework, criterion)) do
        table.insert(nodes, node)
      end
    end
  end
  return nodes
end

-- Settled constants are gone from an `all` and an `any`, or are what it comes to.
local function fold(node)
  local decisive = node.verb == "all" and "unmet" or "met"
  local kept, constant = {}, nil
  for _, child in ipairs(node.children) do
    if child.fixed == decisive then
      return child
    elseif child.fixed then
      constant = child
    else
      table.insert(kept, child)
    end
  end
  if #kept == 0 then
    return constant
  elseif #kept == 1 and #node.children > 1 and not node.labelled then
    return kept[1]
  end
  node.children = kept
  return node
end

-- A criterion, or a list of them that is an `all`.
local function build_one(framework, value)
  if value.type then
    return build(framework, value)
  end
  local nodes = build_all(framework, value)
  return #nodes == 1 and nodes[1] or fold { verb = "all", children = nodes }
end

local function equal_values(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b
  end
  return a.type == b.type and a.count == b.count and a.unit == b.unit and a.number == b.number
end

local function setting(framework, criterion)
  local id = criterion.given[1]
  local node = { verb = "setting", leaf = true, id = criterion.given.id, name = id }
  local value = parameter_value(framework, id)
  if value == nil then
    node.unset = id
    return node
  end
  node.fixed = "unmet"
  for _, held in ipairs(list_of(value)) do
    for _, wanted in ipairs(list_of(criterion.given.is)) do
      if equal_values(held, wanted) then
        node.fixed = "met"
      end
    end
  end
  return node
end

local function when(framework, node, given)
  local test = build_one(framework, given[1])
  if test.verb == "setting" and test.fixed then -- folded: the other branch is gone
    local branch = given[test.fixed == "met" and 2 or 3]
    if branch == nil then
      test.fixed = "met"
    end
    local chosen = branch and build_one(framework, branch) or test
    node.verb, node.children = "all", { chosen }
    return node.labelled and fold(node) or chosen
  end
  node.children = { test, build_one(framework, given[2]) }
  node.children[3] = given[3] and build_one(framework, given[3])
  return node
end

local function combination(framework, criterion)
  local given = criterion.given
  local node = { verb = criterion.verb, id = given.id, labelled = given.id or given.says or given.hint }
  if criterion.verb == "when" then
    node = when(framework, node, given)
  elseif criterion.verb == "points" then
    node.children, node.weights = {}, {}
    for i, pair in ipairs(given) do
      node.children[i], node.weights[i] = build(framework, pair[1]), ten_thousandths(pair[2])
    end
    local threshold = resolve(framework, node, given.at_least)
    node.threshold = threshold and ten_thousandths(threshold)
  else
    node.children = build_all(framework, given)
    if criterion.verb == "at_least" then
      node.least = least_of(framework, node, criterion.number, #node.children)
    elseif criterion.verb ~= "none" then
      node = fold(node)
    end
  end
  return node
end

-- A competency's own criterion: the nearest of what it, its domain and its framework say.
local function shown(framework, competency)
  local domain = framework.pack.domain[competency.fields.domain]
  local by = competency.fields.shown_by or domain and domain.fields.shown_by
    or framework.pack.framework[1].fields.shown_by
  if type(by) == "function" then
    by = by(competency)
  end
  return { verb = "shown", children = { build_one(framework, by) } }
end

local function appraised(framework, criterion)
  local levels = {}
  local node = leaf(framework, criterion, {})
  if node.level then
    add_subjects(framework, { "level", "gate" }, node.level, levels)
    about(framework, node, levels)
  end
  return node
end

-- A function of the pack, and what it must know of the pack: codes of its own names, how long courses are valid.
local function custom(framework, criterion)
  local given = criterion.given
  local node = { verb = "custom", leaf = true, id = "custom:" .. given.id, call = given[1], prefix = framework.id .. "/",
                 courses = {} }
  for _, course in ipairs(framework.pack.course) do
    local validity = {}
    asked.add_validity(framework, validity, course)
    node.courses[course.id] = validity
  end
  return node
end

local function with_subjects(framework, criterion)
  local verb, subjects = criterion.verb, {}
  local list = {}
  for i, value in ipairs(criterion.given) do
    list[i] = value
  end
  add_subjects(framework, asked.words_of(criterion), list, subjects)
  if subjects.unset and (verb == "meets" or verb == "shown") then -- no leaves: the parameter itself is in doubt
    return { verb = "setting", leaf = true, id = criterion.given.id, name = subjects.unset, unset = subjects.unset }
  elseif subjects.unset then
    return { verb = verb, leaf = true, id = criterion.given.id, unset = subjects.unset }
  end
  if subjects.emptied and #subjects == 0 then
    return { verb = "setting", leaf = true, id = criterion.given.id, name = subjects.emptied, fixed = "met" }
  end
  if criterion.given.together or (verb == "recorded" and #subjects == 0) then
    return leaf(framework, criterion, subjects)
  end
  local nodes = {}
  for i, declaration in ipairs(subjects) do
    if verb == "meets" then
      nodes[i] = { verb = "meets", level = framework.levels[declaration.id] }
    elseif verb == "shown" then
      nodes[i] = shown(framework, declaration)
    else
      nodes[i] = leaf(framework, criterion, { declaration })
    end
  end
  return joined(framework, criterion, nodes)
end

function build(framework, criterion)
  if COMBINATIONS[criterion.verb] then
    return combination(framework, criterion)
  elseif criterion.verb == "setting" then
    return setting(framework, criterion)
  elseif criterion.verb == "appraised" then
    return appraised(framework, criterion)
  elseif criterion.verb == "custom" then
    return custom(framework, criterion)
  end
  return with_subjects(framework, criterion)
end

-- Levels --------------------------------------------------------------------------------------------------------------

-- "trained:x", "trained:x#2" for the second of that name, in tree order.
local function name_leaves(node, seen)
  if node.leaf then
    local id = node.id or (node.name and node.verb .. ":" .. node.name) or node.verb
    seen[id] = (seen[id] or 0) + 1
    node.id = seen[id] > 1 and id .. "#" .. seen[id] or id
  end
  for _, child in ipairs(node.children or {}) do
    name_leaves(child, seen)
  end
end

-- What one declaration of a level asks; `days` are those on which it is in force.
local function build_edition(framework, level, fields, days)
  local requires = build_one(framework, fields.requires)
  local also = framework.settings.also[level.id]
  if also then -- what the organisation adds
    requires = fold { verb = "all", children = { requires, build_one(framework, also) } }
  end
  local seen = {}
  requires.days = days
  name_leaves(requires, seen)
  for _, criterion in ipairs(list_of(fields.desires) or {}) do
    local desire = build(framework, criterion)
    if desire.fixed ~= "met" then -- nothing is left to desire
      desire.days = days
      name_leaves(desire, seen)
      table.insert(level.desires, desire)
    end
  end
  return requires
end

-- The days of each declaration: its own; else up to the eve of the next; of one that names no day, the framework's.
local function days_of(framework, declarations)
  local whole, list = framework.pack.framework[1].fields, {}
  for i, declaration in ipairs(declarations) do
    local own, next_one = declaration.fields, declarations[i + 1]
    local silent = own.from == nil and own["until"] == nil
    local first, last = own.from or silent and whole.from, own["until"] or silent and whole["until"]
    list[i] = { first = first and dates.parse(first) or -math.huge, last = last and dates.parse(last) or math.huge }
    if next_one then
      list[i].last = dates.parse(next_one.fields.from) - 1
    end
  end
  return list
end

local function build_level(framework, level)
  table.sort(level.declarations, function(a, b)
    return (a.fields.from or "") < (b.fields.from or "")
  end)
  local days = days_of(framework, level.declarations)
  local always = #days == 1 and days[1].first == -math.huge and days[1].last == math.huge
  local editions = { verb = "editions", children = {} }
  level.desires = {}
  for i, declaration in ipairs(level.declarations) do
    editions.children[i] = build_edition(framework, level, declaration.fields, not always and days[i] or nil)
  end
  for i, declaration in ipairs(level.declarations) do
    local last = declaration.fields.grandfather
    if last then
      local eve = days[i].first - 1
      table.insert(editions.children, { verb = "grandfathered", leaf = true, id = "grandfathered:" .. dates.text(eve),
                                        level = level, eve = eve,
                                        days = { first = days[i].first, last = dates.parse(last) } })
    end
  end
  level.requires = always and editions.children[1] or editions
end

local function build_framework(rules, framework)
  framework.levels = {}
  for _, word in ipairs { "level", "gate" } do
    for _, declaration in ipairs(framework.pack[word]) do
      local level = framework.levels[declaration.id]
      if level == nil then
        level = { id = declaration.id, full = framework.id .. "/" .. declaration.id, gate = word == "gate",
                  declarations = {} }
        framework.levels[level.id] = level
        rules.levels[level.full] = level
        table.insert(rules.order, level)
      end
      table.insert(level.declarations, declaration)
    end
  end
  for _, level in ipairs(rules.order) do
    if framework.levels[level.id] == level then
      build_level(framework, level)
    end
  end
end

local function add_framework(rules, files, id, settings)
  local framework = { id = id, pack = words.run(files, "frameworks/" .. id, "framework.lua"), settings = settings }
  table.insert(rules.frameworks, framework)
  build_framework(rules, framework)
end

-- `recognise` or `link` of a source and a target, with scores in ten-thousandths.
local function recognition(rules, given, target)
  local one = { source = given[1], target = target, within = given.within, from = list_of(given.from),
                kind = rules.levels[target] and "award" or "assessment" }
  local owner, id = target:match("^([^/]+)/(.+)$")
  for _, framework in ipairs(rules.frameworks) do
    local competency = framework.id == owner and framework.pack.competency[id]
    if competency and one.kind == "assessment" then
      one.points = asked.points(framework, competency)
    end
  end
  if given.scale then
    one.scale = {}
    for from, to in pairs(given.scale) do
      one.scale[ten_thousandths(from)] = ten_thousandths(to)
    end
  end
  return one
end

-- What links of the frameworks say, as far as the organisation counts their grades: `exact` and `broader`, or what it chose
-- of these. Those to a framework that it does not have are passed over, and what it says itself stands.
local function add_links(rules)
  local own = {}
  for _, one in ipairs(rules.recognitions) do
    own[one.source .. " " .. one.target] = true
  end
  for _, framework in ipairs(rules.frameworks) do
    local counts = {}
    for _, grade in ipairs(list_of(framework.settings.grades) or { "exact", "broader" }) do
      counts[grade] = true
    end
    for _, given in ipairs(framework.pack.link) do
      local there = false
      for _, other in ipairs(rules.frameworks) do
        there = there or given.to:sub(1, #other.id + 1) == other.id .. "/"
      end
      if there and counts[given.grade] and not own[given[1] .. " " .. given.to] then
        table.insert(rules.recognitions, recognition(rules, given, given.to))
      end
    end
  end
end

-- files: a list of { path, text }. The organisation's rules, or without one those of the framework alone, on suggested
-- values. Gives { levels = by full id, order = list, frameworks, recognitions }.
function language.load(files, organisation, framework)
  local rules = { levels = {}, order = {}, frameworks = {}, recognitions = {} }
  if organisation == nil then
    add_framework(rules, files, framework, { parameters = {}, accept_suggested = true, also = {} })
    return rules
  end
  local pack = words.run(files, "organisations/" .. organisation, "organisation.lua")
  for _, adopted in ipairs(pack.adopt) do
    local also = {}
    for _, of in ipairs { "levels", "gates" } do
      for id, added in pairs(adopted.fields[of] or {}) do
        also[id] = added.also
      end
    end
    add_framework(rules, files, adopted.id, { parameters = adopted.fields.parameters or {}, also = also,
                                              accept_suggested = adopted.fields.accept_suggested,
                                              grades = adopted.fields.grades })
  end
  for _, given in ipairs(pack.recognise) do
    table.insert(rules.recognitions, recognition(rules, given, given.as))
  end
  add_links(rules)
  return rules
end

return language
