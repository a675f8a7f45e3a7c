-- SPDX-License-Identifier: MIT
-- What a leaf of the rule language asks, once parameters have their values and names are resolved: a node with what
-- engine/criteria/query.h says, in plain words.
local asked = {}

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

-- The points of a competency's scale; nil when it has none.
local function points(framework, competency)
  local scale = competency.fields.scale or framework.pack.framework[1].fields.scale
  local found = scale and {}
  for point in pairs(scale and framework.pack.scale[scale].fields or {}) do
    if type(point) == "number" then
      found[ten_thousandths(point)] = true
    end
  end
  return found
end

local leaves = {} -- each fills what its verb asks into the node: node.X is what engine/criteria/query.h calls X

function leaves.assessed(framework, node, ask, subject)
  for _, name in ipairs { "at_least", "as", "method", "within", "count", "assessors", "using" } do
    node[name] = ask(name)
  end
  node.using = node.using or "latest"
  node.not_self = node.as == nil or #node.as == 0 -- self-assessment counts only where `as` says so
  node.scale = points(framework, subject)
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
  node.within, node.as, node.level = ask("within"), ask("as"), ask("level")
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
  for _, name in ipairs { "outcome", "as", "method", "by", "within", "in_date", "at_least", "at_most", "count",
                         "min_fte" } do
    node[name] = ask(name)
  end
  node.by = list_of(node.by)
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

asked.ten_thousandths = ten_thousandths
asked.list_of = list_of
asked.parameter_value = parameter_value
asked.resolve = resolve
asked.add_subjects = add_subjects
asked.about = about
asked.add_validity = add_validity
asked.leaf = leaf
asked.points = points

-- The kinds of declarations that a verb's subjects can be.
function asked.words_of(criterion)
  return SUBJECT_WORDS[criterion.verb] or KIND_WORDS[criterion.given.kind]
end

return asked
