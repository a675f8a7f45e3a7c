-- SPDX-License-Identifier: MIT
-- The rule language once more, in plain Lua: a pack's source text becomes plain tables. Written from the design alone,
-- apart from engine/lang, for the reference evaluator. It reads correct packs; what is wrong in one is engine/lang's
-- business.
--
-- A level: { id, full, gate, rank, requires = node, desires = { node, … } }. A node: { verb, id, children, … }; a leaf
-- is a node with what it asks (see `leaves` below). `unset` names the parameter without a value that a node needs.
local language = {}

-- What a file can say ------------------------------------------------------------------------------------------------

local VERBS = {
  "all", "any", "none", "points", "when", "meets", "shown", "setting", "assessed", "trained", "qualified",
  "experienced", "supervised", "related", "appraised", "evidenced", "signed_off", "in_role", "measured", "recorded",
  "holds",
}
local WORDS = {
  "framework", "scale", "parameter", "domain", "competency", "course", "item", "qualification", "experience", "role",
  "relation", "measure", "method", "capacity", "supervision", "activity", "pay", "destination", "level", "gate", "test",
  "organisation", "adopt",
}
local SELECTIONS = {
  domains = "domain", competencies = "competency", courses = "course", items = "item",
  qualifications = "qualification", experiences = "experience", roles = "role", relations = "relation",
  measures = "measure", supervisions = "supervision",
}
local COMBINATIONS = { all = true, any = true, none = true, at_least = true, points = true, when = true }

-- "x" is the same as { "x" }; a criterion is the same as a list of one.
local function as_table(argument)
  if type(argument) ~= "table" or argument.type then
    return { argument }
  end
  return argument
end

local function environment(pack)
  local words = { pairs = pairs, ipairs = ipairs, string = string, table = table, math = math, tostring = tostring }
  for _, verb in ipairs(VERBS) do
    words[verb] = function(argument)
      return { type = "criterion", verb = verb, given = as_table(argument) }
    end
  end
  words.at_least = function(number)
    return function(argument)
      return { type = "criterion", verb = "at_least", number = number, given = as_table(argument) }
    end
  end
  for _, word in ipairs(WORDS) do
    pack[word] = {}
    words[word] = function(id)
      local declaration = { type = "declaration", word = word, id = id }
      table.insert(pack[word], declaration)
      pack[word][id] = declaration
      return function(fields)
        declaration.fields = fields
        return declaration
      end
    end
  end
  for plural, word in pairs(SELECTIONS) do
    words[plural] = function(filters)
      return { type = "selection", word = word, filters = filters or {} }
    end
  end
  for _, unit in ipairs { "days", "weeks", "months", "years" } do
    words[unit] = function(count)
      return { type = "span", count = count, unit = unit }
    end
  end
  words.percent = function(number)
    return { type = "percent", number = number }
  end
  words.param = function(id)
    return { type = "parameter", id = id }
  end
  return words
end

local function run(files, folder, first)
  local pack = {}
  local words = environment(pack)
  local mine = {}
  for _, file in ipairs(files) do
    local name = file.path:match("^" .. folder:gsub("%-", "%%-") .. "/([^/]+%.lua)$")
    if name then
      table.insert(mine, { name = name, text = file.text })
    end
  end
  table.sort(mine, function(a, b)
    if (a.name == first) ~= (b.name == first) then
      return a.name == first
    end
    return a.name < b.name
  end)
  for _, file in ipairs(mine) do
    assert(load(file.text, "=" .. file.name, "t", words))()
  end
  return pack
end

-- Values --------------------------------------------------------------------------------------------------------------

-- Numbers as whole ten-thousandths, so that 0.1 + 0.2 is 0.3.
local function ten_thousandths(number)
  return math.floor(number * 10000 + 0.5)
end

local function list_of(value)
  if value == nil then
    return nil
  end
  if type(value) ~= "table" or value.type then
    return { value }
  end
  return value
end

local function contains(list, wanted)
  for _, value in ipairs(list) do
    if value == wanted then
      return true
    end
  end
  return false
end

-- The value of a parameter, or nil when nobody set it.
local function parameter_value(framework, id)
  local fields = assert(framework.pack.parameter[id], "no parameter " .. id).fields
  local set = framework.settings.parameters[id]
  if set ~= nil then
    return set
  end
  if framework.settings.accept_suggested and fields.suggested ~= nil then
    return fields.suggested
  end
  return fields.default
end

-- The value of a constraint; notes on the node when it is a parameter that has none.
local function resolve(framework, node, value)
  if type(value) == "table" and value.type == "parameter" then
    local found = parameter_value(framework, value.id)
    if found == nil then
      node.unset = node.unset or value.id
    end
    return found
  end
  return value
end

-- Subjects ------------------------------------------------------------------------------------------------------------

local SUBJECT_WORDS = {
  assessed = { "competency" }, trained = { "course" }, qualified = { "qualification" },
  experienced = { "experience" }, supervised = { "supervision" }, related = { "relation" },
  evidenced = { "competency", "item" }, signed_off = { "item", "competency" }, in_role = { "role" },
  measured = { "measure" }, holds = { "level", "gate" }, meets = { "level", "gate" }, shown = { "competency" },
}
local KIND_WORDS = {
  assessment = { "competency" }, training = { "course" }, qualification = { "qualification" },
  experience = { "experience" }, supervision = { "supervision" }, appraisal = { "level" },
  evidence = { "competency", "item" }, signoff = { "item", "competency" }, role = { "role" },
  relation = { "relation" }, measure = { "measure" },
}
local OWNED = { competency = true, level = true, gate = true } -- records name these framework/id

local function chosen(framework, declaration, filters)
  local fields = declaration.fields
  for name, wanted in pairs(filters) do
    wanted = list_of(wanted)
    local own = fields[name]
    if name == "scale" then
      own = fields.scale or framework.pack.framework[1].fields.scale
    elseif name == "tag" then
      own = fields.tags
    end
    local found = false
    if name == "except" then
      found = not contains(wanted, declaration.id)
    elseif name == "essential" or name == "desirable" then
      found = (own or false) == wanted[1]
    else
      for _, value in ipairs(list_of(own) or {}) do
        found = found or contains(wanted, value)
      end
    end
    if not found then
      return false
    end
  end
  return true
end

local function declaration_of(framework, words, id)
  for _, word in ipairs(words) do
    if framework.pack[word][id] then
      return framework.pack[word][id]
    end
  end
  error("no " .. words[1] .. " " .. id)
end

local function add_once(into, declaration)
  for _, there in ipairs(into) do
    if there == declaration then
      return
    end
  end
  table.insert(into, declaration)
end

-- Adds the declarations that a subject names. `into.unset`: a parameter without a value; `into.emptied`: one whose list
-- an organisation emptied.
local function add_subjects(framework, words, value, into)
  if type(value) == "string" then
    add_once(into, declaration_of(framework, words, value))
  elseif value.type == "declaration" then
    add_once(into, value)
  elseif value.type == "parameter" then
    local found = parameter_value(framework, value.id)
    if found == nil then
      into.unset = value.id
    elseif type(found) == "table" and #found == 0 then
      into.emptied = value.id
    else
      add_subjects(framework, words, found, into)
    end
  elseif value.type == "selection" then
    for _, declaration in ipairs(framework.pack[value.word]) do
      if chosen(framework, declaration, value.filters) then
        add_once(into, declaration)
      end
    end
  else
    for _, inner in ipairs(value) do
      add_subjects(framework, words, inner, into)
    end
  end
end

local function code_of(framework, declaration)
  return OWNED[declaration.word] and framework.id .. "/" .. declaration.id or declaration.id
end

-- Leaves --------------------------------------------------------------------------------------------------------------

local KINDS = {
  assessed = "assessment", trained = "training", qualified = "qualification", experienced = "experience",
  supervised = "supervision", related = "relation", appraised = "appraisal", evidenced = "evidence",
  signed_off = "signoff", in_role = "role", measured = "measure", holds = "award",
}
local NUMBERS = { at_least = true, at_most = true, min_fte = true }
local CODES = { as = true, method = true, outcome = true, level = true }

-- A constraint by its name: the rule's own, else the framework's default for the verb.
local function asks(framework, node, criterion, name)
  local value = criterion.given[name]
  local defaults = framework.pack.framework[1].fields.defaults
  if value == nil and defaults and defaults[criterion.verb] then
    value = defaults[criterion.verb][name]
  end
  value = resolve(framework, node, value)
  if type(value) == "number" and NUMBERS[name] then
    return ten_thousandths(value)
  end
  if CODES[name] then
    return list_of(value)
  end
  return value
end

local leaves = {} -- each fills what its verb asks into the node: node.X is what engine/criteria/query.h calls X

function leaves.assessed(framework, node, ask, subject)
  for _, name in ipairs { "at_least", "as", "method", "within", "using", "count", "assessors" } do
    node[name] = ask(name)
  end
  node.using = node.using or "latest"
  node.not_self = node.as == nil or #node.as == 0 -- self-assessment counts only where `as` says so
  local scale = subject.fields.scale or framework.pack.framework[1].fields.scale
  if scale then
    node.scale = {}
    for point in pairs(framework.pack.scale[scale].fields) do
      if type(point) == "number" then
        node.scale[ten_thousandths(point)] = true
      end
    end
  end
end

local function add_validity(framework, node, course)
  local valid = course.fields.valid
  if valid and valid.type == "parameter" then
    node.valid = parameter_value(framework, valid.id)
    node.valid_unset = node.valid == nil and valid.id or nil
  else
    node.valid = valid
  end
end

function leaves.trained(framework, node, ask, subject)
  node.outcome = ask("outcome") or { "completed" }
  node.equivalent = true
  node.in_date = ask("in_date")
  node.within = ask("within")
  node.count = ask("count")
  node.by = list_of(ask("provider"))
  add_validity(framework, node, subject)
end

function leaves.qualified(_, node, ask, subject)
  node.at_least = ask("at_least")
  node.rqf = subject.fields.rqf and ten_thousandths(subject.fields.rqf)
end

function leaves.experienced(_, node, ask)
  node.least = ask("at_least")
  local more = ask("more_than")
  if more then
    node.least, node.more = more, true
  end
  node.within = ask("within")
  node.min_fte = ask("min_fte")
  local voluntary = ask("voluntary")
  if voluntary == true then
    node.method = { "voluntary" }
  elseif voluntary == false then
    node.method_not = { "voluntary" }
  end
end

function leaves.supervised(framework, node, ask)
  node.every, node.over, node.grace = ask("every"), ask("over"), ask("grace")
  node.per_month = ask("per") == "calendar-month"
  local role = ask("in_role")
  node.in_role = role and declaration_of(framework, { "role" }, role).id
end

function leaves.related() end

function leaves.appraised(framework, node, ask)
  local recommended = ask("recommended")
  if recommended ~= nil then
    node.outcome_asked = recommended and "recommended" or "not-recommended"
  end
  node.within, node.as = ask("within"), ask("as")
  local course = ask("after")
  node.after = course and declaration_of(framework, { "course" }, course).id
end

function leaves.evidenced(_, node, ask)
  node.outcome = ask("outcome") or { "verified" }
  for _, name in ipairs { "count", "method", "within", "per_method" } do
    node[name] = ask(name)
  end
end

function leaves.signed_off(_, node, ask, subject)
  node.as = ask("as")
  node.method = ask("method") or list_of(subject.fields.verify)
  node.routes_all = ask("routes") == "all"
end

function leaves.in_role(_, node, ask)
  node.least, node.most, node.min_fte = ask("at_least"), ask("less_than"), ask("min_fte")
end

function leaves.measured(_, node, ask)
  node.at_least, node.at_most, node.within = ask("at_least"), ask("at_most"), ask("within")
end

function leaves.recorded(framework, node, ask, subject)
  for _, name in ipairs { "outcome", "as", "method", "within", "in_date", "at_least", "at_most", "count", "min_fte" } do
    node[name] = ask(name)
  end
  node.by = list_of(ask("by"))
  node.equivalent = true
  if node.kind == "training" and subject then
    add_validity(framework, node, subject)
  end
end

function leaves.holds() end

-- The ids and codes that a leaf is about: those of `subjects`, several only where they count together.
local function about(framework, node, subjects)
  if #subjects == 0 then
    return
  end
  local names = {}
  node.subjects = {}
  for i, declaration in ipairs(subjects) do
    names[i] = declaration.id
    node.subjects[i] = code_of(framework, declaration)
  end
  node.name = table.concat(names, "+")
end

local function leaf(framework, criterion, subjects)
  local given = criterion.given
  local node = { verb = criterion.verb, id = given.id, kind = KINDS[criterion.verb] or given.kind, leaf = true }
  local function ask(name)
    return asks(framework, node, criterion, name)
  end
  about(framework, node, subjects)
  leaves[criterion.verb](framework, node, ask, subjects[1])
  return node
end

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
  node.children = kept
  return #kept == 0 and constant or node
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

local function when(framework, given)
  local test = build_one(framework, given[1])
  if test.verb == "setting" and test.fixed then -- folded: the other branch is gone
    local branch = given[test.fixed == "met" and 2 or 3]
    if branch == nil then
      test.fixed = "met"
    end
    return branch and build_one(framework, branch) or test
  end
  local node = { verb = "when", children = { test, build_one(framework, given[2]) } }
  node.children[3] = given[3] and build_one(framework, given[3])
  return node
end

local function combination(framework, criterion)
  local given = criterion.given
  local node = { verb = criterion.verb, id = given.id }
  if criterion.verb == "when" then
    node = when(framework, given)
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
  local level = asks(framework, node, criterion, "level")
  if level then
    add_subjects(framework, { "level", "gate" }, level, levels)
    about(framework, node, levels)
  end
  return node
end

local function with_subjects(framework, criterion)
  local verb, subjects = criterion.verb, {}
  local list = {}
  for i, value in ipairs(criterion.given) do
    list[i] = value
  end
  add_subjects(framework, SUBJECT_WORDS[verb] or KIND_WORDS[criterion.given.kind], list, subjects)
  if subjects.unset then
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

local function build_level(framework, level)
  level.requires = build_one(framework, level.fields.requires)
  level.desires = {}
  for i, criterion in ipairs(list_of(level.fields.desires) or {}) do
    level.desires[i] = build(framework, criterion)
  end
  local seen = {}
  name_leaves(level.requires, seen)
  for _, desire in ipairs(level.desires) do
    name_leaves(desire, seen)
  end
end

local function build_framework(rules, framework)
  framework.levels = {}
  for _, word in ipairs { "level", "gate" } do
    for _, declaration in ipairs(framework.pack[word]) do
      local level = { id = declaration.id, full = framework.id .. "/" .. declaration.id, gate = word == "gate",
                      fields = declaration.fields, rank = declaration.fields.rank or 0 }
      framework.levels[level.id] = level
      rules.levels[level.full] = level
      table.insert(rules.order, level)
    end
  end
  for _, level in ipairs(rules.order) do
    if framework.levels[level.id] == level then
      build_level(framework, level)
    end
  end
end

local function add_framework(rules, files, id, settings)
  local framework = { id = id, pack = run(files, "frameworks/" .. id, "framework.lua"), settings = settings }
  table.insert(rules.frameworks, framework)
  build_framework(rules, framework)
end

-- files: a list of { path, text }. The organisation's rules, or without one those of the framework alone, on suggested
-- values. Gives { levels = by full id, order = list, frameworks }.
function language.load(files, organisation, framework)
  local rules = { levels = {}, order = {}, frameworks = {} }
  if organisation == nil then
    add_framework(rules, files, framework, { parameters = {}, accept_suggested = true })
    return rules
  end
  for _, adopted in ipairs(run(files, "organisations/" .. organisation, "organisation.lua").adopt) do
    add_framework(rules, files, adopted.id, { parameters = adopted.fields.parameters or {},
                                              accept_suggested = adopted.fields.accept_suggested })
  end
  return rules
end

return language
