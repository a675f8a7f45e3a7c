-- SPDX-License-Identifier: MIT
-- Random rule packs as source text, every verb in it, and with them what a person would have to bring: `wishes`, from
-- which generate_person.lua makes portfolios that come near the rules' edges.
--
-- Levels have editions that change around the day `base`. profile.monotone leaves out what can take a verdict back when a record is added.
local custom = require "generate_custom"
local dates = require "dates"
local organisation = require "generate_organisation"
local verbs = require "generate_verbs"

local FRAMEWORK = "craft"
local NAMES = {
  competency = { "listening", "planning", "recording", "teaching" },
  course = { "fire-safety", "first-aid", "data", "coaching" },
  item = { "tour", "keys", "rota" },
  qualification = { "diploma", "certificate" },
  experience = { "care", "advice" },
  role = { "link-worker", "lead" },
  relation = { "supervisor", "first-contact" },
  supervision = { "regular", "peer-group" },
  measure = { "caseload", "referrals" },
  method = { "observation", "simulation", "interview", "voluntary" },
  capacity = { "mentor" },
}
local SCALES = {
  five = { 0, 1, 2, 3, 4 },
  pass = { 0, 1 },
  halves = { 1, 2, 2.5, 3 },
}
local SCALE_TEXTS = {
  five = 'scale "five" { [0] = "Absence", "Novice", "Beginner", "Competent", "Expert" }',
  pass = 'scale "pass" { [0] = "Not met", "Met" }',
  halves = 'scale "halves" { [1] = "Low", [2] = "Middle", [2.5] = "Nearly", [3] = "High" }',
}

local maker = {}
maker.__index = maker

-- Words ---------------------------------------------------------------------------------------------------------------

local function literal(value)
  if type(value) == "string" then
    return string.format("%q", value)
  elseif type(value) ~= "table" then
    return tostring(value)
  elseif value.type == "span" then
    return value.unit .. "(" .. value.count .. ")"
  elseif value.type == "percent" then
    return "percent(" .. value.number .. ")"
  end
  local texts = {}
  for i, one in ipairs(value) do
    texts[i] = literal(one)
  end
  return "{ " .. table.concat(texts, ", ") .. " }"
end
maker.literal = literal

local function kind_of(value)
  if type(value) == "table" then
    return value.type or "codes"
  end
  return type(value) == "string" and "code" or type(value)
end

-- A value as it stands, or as a parameter that holds it, or as one that nobody set.
function maker:value(value, other)
  if not self.random:chance(self.parameter_chance) then
    return literal(value)
  end
  local id = "x" .. #self.parameters + 1
  local origins = { default = 2, suggested = 3, none = 4, set = self.organisation and 3 or 0,
                    departs = self.organisation and 1 or 0, both = 1 }
  local origin = self.random:weighted(origins)
  local fields = { suggested = "suggested = " .. literal(value), default = "default = " .. literal(value),
                   none = 'of = "' .. kind_of(value) .. '"', set = "suggested = " .. literal(other or value),
                   departs = "default = " .. literal(other or value),
                   both = "default = " .. literal(other or value) .. ", suggested = " .. literal(value) }
  table.insert(self.parameters, string.format('parameter "%s" { %s, says = "a number left open" }', id,
                                              fields[origin]))
  if origin == "set" or origin == "departs" then
    table.insert(self.settings, string.format('["%s"] = %s', id, literal(value)))
  end
  return string.format('param "%s"', id)
end

-- A span of about so many days; its ends fall on month ends, leap days and plain days alike.
function maker:span(most)
  local unit = self.random:weighted { days = 3, weeks = 1, months = 4, years = most > 400 and 2 or 0 }
  if self.profile.monotone then -- an earlier first day can make a month of experience longer
    unit = "days"
  end
  local days = ({ days = 1, weeks = 7, months = 31, years = 366 })[unit]
  return { type = "span", unit = unit, count = self.random:between(1, math.max(1, most // days)) }
end

-- Subjects ------------------------------------------------------------------------------------------------------------

local function codes(word, ids)
  local list = {}
  for i, id in ipairs(ids) do
    list[i] = (word == "competency" or word == "level") and FRAMEWORK .. "/" .. id or id
  end
  return list
end

-- Each of these holds at least the first name of its kind: see `declarations`.
local function selection(self, word, plural)
  local filters = { 'tag = "core"', 'level = "first"', "except = " .. literal(NAMES[word][#NAMES[word]]) }
  if word == "competency" then
    table.insert(filters, 'domain = "people"')
  elseif word == "course" then
    table.insert(filters, 'teaches = "listening"')
  elseif word == "item" then
    table.insert(filters, "essential = true")
  end
  return plural .. " { " .. self.random:pick(filters) .. " }"
end

-- The text of some subjects, their codes, and whether they are surely one.
function maker:subjects(word, plural)
  local names = NAMES[word]
  local how = self.random:weighted { one = 12, two = 2, selected = 2, parameter = 2 }
  if how == "one" then
    local id = self.random:pick(names)
    return literal(id), codes(word, { id }), true
  elseif how == "two" then
    return literal(names[1]) .. ", " .. literal(names[2]), codes(word, { names[1], names[2] }), false
  elseif how == "selected" then
    return selection(self, word, plural), codes(word, names), false
  end
  local chosen = self.random:some(names)
  if self.organisation and self.random:chance(12) then -- a list that the organisation emptied
    local id = "x" .. #self.parameters + 1
    table.insert(self.parameters, string.format('parameter "%s" { suggested = %s }', id, literal(chosen)))
    table.insert(self.settings, string.format('["%s"] = {}', id))
    return string.format('param "%s"', id), codes(word, chosen), false
  end
  return self:value(chosen, { names[1] }), codes(word, chosen), false
end

function maker:wish(wish)
  table.insert(self.wishes, wish)
end

function maker:names(word)
  return NAMES[word]
end

function maker:code(word, id)
  return codes(word, { id })[1]
end

function maker:points_of(competency)
  return SCALES[self.scales[competency]]
end

-- Criteria ------------------------------------------------------------------------------------------------------------

-- Adds what a criterion says of itself besides what it asks.
function maker:label(texts, single)
  if single and not self.nameless and self.random:chance(8) then
    self.named = self.named + 1
    table.insert(texts, string.format('id = "named-%d"', self.named))
  end
  if self.random:chance(4) then
    table.insert(texts, 'says = "in words"')
  end
end

function maker:leaf()
  local weights = {}
  for name, weight in pairs(verbs.weights) do
    weights[name] = weight
  end
  if self.profile.monotone then
    weights.appraised = 0
  end
  return verbs[self.random:weighted(weights)](self)
end

local function list_of(self, depth, count)
  local texts = {}
  for i = 1, count do
    texts[i] = self:tree(depth + 1)
  end
  return texts
end

local combinations = {}

function combinations.leaf(self)
  return self:leaf()
end

local function combined(self, verb, texts)
  self:label(texts, true)
  return verb .. " { " .. table.concat(texts, ", ") .. " }"
end

function combinations.all(self, depth)
  return combined(self, "all", list_of(self, depth, self.random:between(1, 3)))
end

function combinations.any(self, depth)
  return combined(self, "any", list_of(self, depth, self.random:between(1, 3)))
end

function combinations.none(self, depth)
  return combined(self, "none", list_of(self, depth, self.random:between(1, 2)))
end

function combinations.at_least(self, depth)
  local texts = list_of(self, depth, self.random:between(2, 4))
  local least
  if self.random:chance(40) then
    least = self:value({ type = "percent", number = self.random:pick { 10, 33.3, 34, 50, 51, 75, 100 } })
  else
    least = self:value(self.random:between(1, #texts), 1)
  end
  return combined(self, "at_least(" .. least .. ")", texts)
end

function combinations.points(self, depth)
  local texts, sum = list_of(self, depth, self.random:between(2, 4)), 0
  for i, text in ipairs(texts) do
    local weight = self.random:pick { 1, 2, 2.5, 5 }
    texts[i] = "{ " .. text .. ", " .. weight .. " }"
    sum = sum + weight
  end
  table.insert(texts, "at_least = " .. self:value(self.random:pick { 1, sum, sum / 2, 2.5 }))
  return combined(self, "points", texts)
end

combinations["when"] = function(self, depth)
  local texts = list_of(self, depth, self.random:between(1, 2))
  table.insert(texts, 1, self.random:chance(25) and verbs.setting(self) or self:tree(depth + 1))
  return combined(self, "when", texts)
end

function combinations.meets(self)
  if #self.lower == 0 then
    return self:leaf()
  end
  if self.random:chance(12) and #self.lower > 1 then
    return "meets { " .. literal(self.lower[1]) .. ", " .. literal(self.lower[2]) .. " }"
  end
  return "meets " .. literal(self.random:pick(self.lower))
end

function combinations.shown(self)
  return "shown { " .. (self:subjects("competency", "competencies")) .. " }"
end

function maker:tree(depth)
  local weights = { leaf = 14, all = 2, any = 3, none = 2, at_least = 2, points = 2, ["when"] = 2, meets = 3, shown = 2 }
  if depth >= 3 then
    weights = { leaf = 14, meets = 2, shown = 1 }
  end
  if self.profile.monotone then
    weights.none, weights["when"] = 0, 0
  end
  if self.shared and self.random:chance(5) then
    return "shared_rule"
  elseif #self.customs > 0 and self.random:chance(12) then
    return self.random:pick(self.customs)
  end
  return combinations[self.random:weighted(weights)](self, depth)
end

-- A pack --------------------------------------------------------------------------------------------------------------

local function attributes(self, word, place)
  local random, texts = self.random, {}
  if place == 1 or random:chance(30) then
    table.insert(texts, 'tags = { "core" }')
  end
  if place == 1 or random:chance(30) then
    table.insert(texts, 'level = { "first" }')
  end
  if word == "competency" then
    table.insert(texts, string.format('domain = "%s"', (place == 1 or random:chance(50)) and "people" or "work"))
    local id = NAMES.competency[place]
    self.scales[id] = random:weighted { five = 6, pass = 2, halves = 2 }
    if self.scales[id] ~= "five" then
      table.insert(texts, string.format('scale = "%s"', self.scales[id]))
    end
  elseif word == "course" then
    if place == 1 or random:chance(30) then
      table.insert(texts, 'teaches = { "listening" }')
    end
    if random:chance(55) then
      local chance = self.parameter_chance
      self.parameter_chance = 45
      table.insert(texts, "valid = " .. self:value(self:span(400)))
      self.parameter_chance = chance
    end
  elseif word == "item" then
    if place == 1 or random:chance(30) then
      table.insert(texts, "essential = true")
    end
    if random:chance(50) then
      self.routes[NAMES.item[place]] = random:some(NAMES.method)
      table.insert(texts, "verify = " .. literal(self.routes[NAMES.item[place]]))
    end
  elseif word == "qualification" and random:chance(50) then
    table.insert(texts, "rqf = " .. random:between(1, 6))
  end
  return #texts > 0 and ", " .. table.concat(texts, ", ") or ""
end

local function declarations(self)
  local lines = {}
  for _, word in ipairs { "capacity", "method", "qualification", "experience", "role", "relation", "supervision",
                          "measure", "course", "item", "competency" } do
    for place, id in ipairs(NAMES[word]) do
      table.insert(lines, string.format('%s "%s" { title = "%s"%s }', word, id, id, attributes(self, word, place)))
    end
  end
  return lines
end

-- What `shown` asks of a competency: the framework's own for all, a domain's, or the competency's.
local function shown_by(self)
  self.nameless = true
  local text
  if self.random:chance(50) then
    local method = self.random:pick { "signed_off { competency }", "evidenced { competency, count = 2 }",
                                      "assessed { competency, at_least = 2, using = \"best\" }" }
    text = "function (competency) return " .. method .. " end"
    for _, kind in ipairs { "assessment", "evidence", "signoff" } do
      self:wish { kind = kind, subjects = codes("competency", NAMES.competency), at_least = 2 }
    end
  else
    text = self:leaf()
  end
  self.nameless = false
  return text
end

-- Of the levels that name no day. Those of all that do begin and end between these.
local function framework_days(self)
  local text = ""
  if not self.profile.monotone and self.random:chance(8) then
    text = text .. string.format('from = "%s", ', dates.text(self.base - self.random:between(50, 80)))
  end
  if not self.profile.monotone and self.random:chance(8) then
    text = text .. string.format('["until"] = "%s", ', dates.text(self.base + self.random:between(350, 400)))
  end
  return text
end

local function framework(self)
  local defaults = {}
  for _, verb in ipairs { "assessed", "evidenced", "signed_off", "trained" } do
    local name, value = next(self.defaults[verb] or {}) -- one each
    if name then
      table.insert(defaults, string.format("%s = { %s = %s }", verb, name, self:value(value)))
    end
  end
  return string.format('framework "%s" { title = "Craft", edition = "1", %sscale = "five", defaults = { %s }, shown_by = %s }',
                       FRAMEWORK, framework_days(self), table.concat(defaults, ", "), shown_by(self))
end

local function choose_defaults(self)
  local random = self.random
  if random:chance(15) then
    self.defaults.assessed = { as = random:some { "assessor", "manager", "mentor" } }
  end
  if random:chance(15) then
    self.defaults.signed_off = { as = random:some { "manager", "supervisor" } }
  end
  if random:chance(10) then
    self.defaults.evidenced = { method = random:some { "observation", "interview", "simulation" } }
  end
  if random:chance(10) and not self.profile.monotone then
    self.defaults.trained = { within = self:span(500) }
  end
end

local function level(self, word, id, place)
  local desires = ""
  if self.random:chance(25) then
    desires = ", desires = { " .. self:tree(2) .. " }"
  end
  local texts = list_of(self, 0, self.random:weighted { [1] = 5, [2] = 3, [3] = 1 })
  return string.format('%s "%s" { %srequires = { %s }%s }', word, id, place, table.concat(texts, ",\n  "), desires)
end

-- When each edition of a level begins and ends, as an author would say it: { from =, until_day =, grandfather = }.
local function choose_editions(self)
  local random, editions = self.random, { {} }
  if self.profile.monotone or not random:chance(35) then
    return editions
  end
  local day = self.base + random:between(-45, 120)
  if random:chance(25) then
    editions[1].from = day - random:between(1, 60)
  end
  for i = 2, random:weighted { [1] = 2, [2] = 5, [3] = 4, [4] = 2 } do
    editions[i] = { from = day }
    if random:chance(20) then
      editions[i - 1].until_day = day - 1
    end
    if random:chance(65) then
      editions[i].grandfather = day + random:pick { 0, 1, random:below(30), random:below(300) }
    end
    day = day + random:pick { 1, random:between(1, 30), random:between(1, 70) }
  end
  if random:chance(20) then
    editions[#editions].until_day = day + random:between(0, 60)
  end
  return editions
end

-- All declarations of a level, in any order.
local function level_editions(self, word, id, rank)
  local lines, editions = {}, choose_editions(self)
  local titled = self.random:between(1, #editions)
  for i, edition in ipairs(editions) do
    local place = i == titled and string.format('title = "%s", ', id) or ""
    if word == "level" and (i == 1 or self.random:chance(50)) then
      place = place .. string.format("rank = %d, ", rank)
    end
    for _, name in ipairs { "from", "until_day", "grandfather" } do
      if edition[name] then
        place = place .. string.format('["%s"] = "%s", ', name == "until_day" and "until" or name,
                                       dates.text(edition[name]))
      end
    end
    lines[i] = level(self, word, id, place)
  end
  return self.random:shuffle(lines)
end

local function levels(self)
  local lines, ids = {}, { "first", "second", "third" }
  if self.random:chance(50) then
    table.move(level_editions(self, "gate", "door"), 1, 9, #lines + 1, lines)
    self.lower = { "door" }
    self.gate = true
  end
  for rank = 1, self.random:between(1, 3) do
    table.move(level_editions(self, "level", ids[rank], rank), 1, 9, #lines + 1, lines)
    table.insert(self.lower, ids[rank])
    table.insert(self.ladder, ids[rank])
  end
  return lines
end

-- In some packs there are predicates; gives the text of their file, how it is included, whether one reads the day.
local function add_customs(self)
  if self.profile.monotone or not self.random:chance(25) then
    return nil, "", false
  end
  local text, reads_day
  text, self.customs, reads_day = custom.make(self)
  return text, 'include "_custom"\n', reads_day
end

local rules = {}

-- Gives { files = { { path, text }, … }, organisation or nil, framework, levels = { full id, … }, wishes, scales }.
function rules.make(random, profile, base)
  local self = setmetatable({ random = random, profile = profile, base = base, parameters = {}, settings = {}, wishes = {},
                              scales = {}, routes = {}, defaults = {}, lower = {}, ladder = {}, named = 0, customs = {},
                              points = SCALES, competencies = NAMES.competency, recognitions = {},
                              parameter_chance = random:pick { 0, 25, 50, 80 }, organisation = random:chance(75) }, maker)
  choose_defaults(self)
  local declared = declarations(self)
  local head = framework(self)
  self.nameless = true
  local shared = "shared_rule = " .. self:leaf()
  self.nameless = false
  self.shared = true
  local predicates, included, reads_day = add_customs(self)
  local ladder = levels(self)
  self.customs = {} -- names in the framework's own pack, like the shared rule
  local beside, links
  if self.organisation then
    beside, links = organisation.make(self, FRAMEWORK)
  end
  local folder = "frameworks/" .. FRAMEWORK .. "/"
  local scales = { SCALE_TEXTS.five, SCALE_TEXTS.pass, SCALE_TEXTS.halves,
                   'domain "people" { title = "People" }', 'domain "work" { title = "Work" }' }
  local files = {
    { path = folder .. "framework.lua", text = table.concat({ head, table.concat(scales, "\n"), "" }, "\n") },
    { path = folder .. "10-parameters.lua", text = table.concat(self.parameters, "\n") .. "\n" },
    { path = folder .. "20-declared.lua", text = table.concat(declared, "\n") .. "\n" },
    { path = folder .. "30-levels.lua", text = included .. shared .. "\n" .. table.concat(ladder, "\n") .. "\n" },
  }
  if self.organisation then
    table.insert(files, { path = "organisations/guild/organisation.lua", text = beside })
  end
  if links then
    table.insert(files, { path = "frameworks/" .. organisation.LINKS .. "/framework.lua", text = links })
  end
  if predicates then
    table.insert(files, { path = folder .. "_custom.lua", text = predicates })
  end
  local asked = {}
  for _, id in ipairs(self.lower) do
    table.insert(asked, FRAMEWORK .. "/" .. id)
  end
  return { files = files, organisation = self.organisation and "guild" or nil, framework = FRAMEWORK, levels = asked,
           reads_day = reads_day, wishes = self.wishes, scales = self.scales, points = SCALES, recognitions = self.recognitions }
end

return rules
