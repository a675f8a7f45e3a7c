-- SPDX-License-Identifier: MIT
-- Random leaves, one function per verb: each gives the rule's text and notes what would meet it as a wish.
local verbs = {}

local CAPACITIES = { "self", "supervisor", "assessor", "peer", "manager", "mentor" }
local PEOPLE = { "ann", "bob", "cy" }

-- A leaf being written: `asked` holds what it asks, by name, for the wish.
local function asking(self, verb)
  local leaf = { verb = verb, texts = {}, asked = {} }
  function leaf.ask(name, value, other)
    table.insert(leaf.texts, name .. " = " .. self:value(value, other))
    leaf.asked[name] = value
  end
  function leaf.maybe(percent, name, value, other)
    if self.random:chance(percent) then
      leaf.ask(name, value, other)
    end
  end
  function leaf.plain(name, text)
    table.insert(leaf.texts, name .. " = " .. text)
  end
  return leaf
end

-- The whole text: subjects, constraints, `need` where there may be several subjects.
local function written(self, leaf, subjects, single)
  local texts = {}
  if subjects then
    table.insert(texts, subjects)
  end
  for _, text in ipairs(leaf.texts) do
    table.insert(texts, text)
  end
  if subjects and not single and self.random:chance(25) then
    local need = self.random:chance(50) and 1 or { type = "percent", number = self.random:pick { 50, 60, 100 } }
    table.insert(texts, "need = " .. self:value(need))
  end
  if subjects and #texts == 1 and subjects:match("^\"[^\"]*\"$") and self.random:chance(50) then
    return leaf.verb .. " " .. texts[1]
  end
  self:label(texts, single)
  return leaf.verb .. " { " .. table.concat(texts, ", ") .. " }"
end

-- Notes the wish: what was asked here, else by the framework's defaults.
local function wish(self, leaf, kind, subjects)
  local noted = { kind = kind, subjects = subjects, verb = leaf.verb }
  for name, value in pairs(self.defaults[leaf.verb] or {}) do
    noted[name] = value
  end
  for name, value in pairs(leaf.asked) do
    noted[name] = value
  end
  self:wish(noted)
end

local function one_or_list(self, list)
  local some = self.random:some(list)
  return #some == 1 and self.random:chance(50) and some[1] or some
end

local function within(self, leaf, percent, most)
  if not self.profile.monotone then
    leaf.maybe(percent, "within", self:span(most), self:span(most))
  end
end

function verbs.assessed(self)
  local leaf = asking(self, "assessed")
  local subjects, codes, single = self:subjects("competency", "competencies")
  leaf.maybe(80, "at_least", self.random:pick { 1, 1, 2, 2, 2.5, 3 }, 2)
  leaf.maybe(30, "as", one_or_list(self, CAPACITIES))
  leaf.maybe(20, "method", one_or_list(self, self:names("method")))
  within(self, leaf, 30, 500)
  if self.profile.monotone then
    leaf.plain("using", '"best"')
  else
    leaf.maybe(60, "using", self.random:pick { "best", "median", "all", "latest" }, "best")
  end
  leaf.maybe(30, "count", self.random:between(1, 3), 2)
  leaf.maybe(15, "assessors", self.random:between(1, 3), 2)
  wish(self, leaf, "assessment", codes)
  return written(self, leaf, subjects, single)
end

function verbs.trained(self)
  local leaf = asking(self, "trained")
  local subjects, codes, single = self:subjects("course", "courses")
  local outcomes = { "completed", "enrolled", "undertaking" }
  if self.profile.monotone then
    outcomes = { "completed" }
  end
  leaf.maybe(30, "outcome", one_or_list(self, outcomes))
  leaf.maybe(15, "in_date", self.random:chance(30), true)
  within(self, leaf, 25, 500)
  leaf.maybe(15, "count", self.random:between(1, 2), 1)
  leaf.maybe(12, "provider", one_or_list(self, PEOPLE))
  wish(self, leaf, "training", codes)
  return written(self, leaf, subjects, single)
end

function verbs.qualified(self)
  local leaf = asking(self, "qualified")
  local subjects, codes, single = self:subjects("qualification", "qualifications")
  leaf.maybe(60, "at_least", self.random:between(2, 5), 3)
  wish(self, leaf, "qualification", codes)
  return written(self, leaf, subjects, single)
end

function verbs.experienced(self)
  local leaf = asking(self, "experienced")
  local subjects, codes, single = self:subjects("experience", "experiences")
  leaf.maybe(70, self.random:chance(70) and "at_least" or "more_than", self:span(700), self:span(300))
  within(self, leaf, 25, 900)
  leaf.maybe(25, "min_fte", self.random:pick { 0.4, 0.5, 0.6, 1 }, 0.5)
  leaf.maybe(25, "voluntary", self.random:chance(50), true)
  if self.random:chance(20) then
    leaf.plain("together", "true")
    subjects, codes, single = '"care", "advice"', { "care", "advice" }, true
  end
  wish(self, leaf, "experience", codes)
  return written(self, leaf, subjects, single)
end

function verbs.supervised(self)
  local leaf = asking(self, "supervised")
  local subjects, codes, single = self:subjects("supervision", "supervisions")
  if self.random:chance(30) then
    leaf.ask("per", "calendar-month")
    leaf.ask("over", { type = "span", unit = "months", count = self.random:between(1, 4) })
  else
    leaf.ask("every", self:span(100), self:span(100))
    leaf.ask("over", self:span(250), self:span(250))
    leaf.maybe(50, "grace", self:span(20))
  end
  if not self.profile.monotone then
    leaf.maybe(30, "in_role", self.random:pick(self:names("role")))
  end
  wish(self, leaf, "supervision", codes)
  return written(self, leaf, subjects, single)
end

function verbs.related(self)
  local leaf = asking(self, "related")
  local subjects, codes, single = self:subjects("relation", "relations")
  wish(self, leaf, "relation", codes)
  return written(self, leaf, subjects, single)
end

function verbs.appraised(self)
  local leaf = asking(self, "appraised")
  leaf.maybe(75, "recommended", self.random:chance(85), true)
  within(self, leaf, 40, 500)
  leaf.maybe(60, "level", "first")
  leaf.maybe(25, "as", one_or_list(self, CAPACITIES))
  leaf.maybe(30, "after", self.random:pick(self:names("course")))
  wish(self, leaf, "appraisal", { self:code("level", "first") })
  return written(self, leaf, nil, true)
end

function verbs.evidenced(self)
  local leaf = asking(self, "evidenced")
  local word = self.random:pick { "competency", "item" }
  local subjects, codes, single = self:subjects(word, word == "item" and "items" or "competencies")
  leaf.maybe(40, "count", self.random:between(1, 2), 2)
  if self.random:chance(35) then
    leaf.ask("method", one_or_list(self, self:names("method")))
    leaf.maybe(40, "per_method", true)
  end
  leaf.maybe(25, "outcome", one_or_list(self, { "submitted", "verified", "formative" }))
  within(self, leaf, 30, 500)
  wish(self, leaf, "evidence", codes)
  return written(self, leaf, subjects, single)
end

function verbs.signed_off(self)
  local leaf = asking(self, "signed_off")
  local word = self.random:pick { "item", "item", "competency" }
  local subjects, codes, single = self:subjects(word, word == "item" and "items" or "competencies")
  leaf.maybe(30, "as", one_or_list(self, CAPACITIES))
  if self.random:chance(35) then
    leaf.ask("method", one_or_list(self, self:names("method")))
    leaf.maybe(50, "routes", self.random:pick { "any", "all" }, "any")
  elseif single and self.routes[codes[1]] then
    leaf.asked.method = self.routes[codes[1]]
    leaf.maybe(40, "routes", self.random:pick { "any", "all" }, "any")
  end
  wish(self, leaf, "signoff", codes)
  return written(self, leaf, subjects, single)
end

function verbs.in_role(self)
  local leaf = asking(self, "in_role")
  local subjects, codes, single = self:subjects("role", "roles")
  leaf.maybe(55, "at_least", self:span(180), { type = "span", unit = "days", count = 3 })
  if not self.profile.monotone then
    leaf.maybe(30, "less_than", { type = "span", unit = "months", count = self.random:between(8, 20) })
  end
  leaf.maybe(25, "min_fte", self.random:pick { 0.4, 0.5, 0.6, 1 }, 0.5)
  wish(self, leaf, "role", codes)
  return written(self, leaf, subjects, single)
end

function verbs.measured(self)
  local leaf = asking(self, "measured")
  local subjects, codes, single = self:subjects("measure", "measures")
  if not self.profile.monotone then -- the latest value decides, and may be a lower one
    leaf.maybe(60, "at_least", self.random:pick { 10, 20, 20.5 }, 15)
    leaf.maybe(40, "at_most", self.random:pick { 25, 30, 20.5 }, 40)
  end
  within(self, leaf, 30, 500)
  wish(self, leaf, "measure", codes)
  return written(self, leaf, subjects, single)
end

local RECORDED = { -- kind, the words it is about, whether it has as, method, value
  { "assessment", "competency", "competencies", as = true, method = true, value = { 1, 2, 3 }, by = true },
  { "training", "course", "courses", method = true, value = { 5, 8 }, outcome = { "completed", "enrolled" }, by = true },
  { "qualification", "qualification", "qualifications", value = { 2, 3 } },
  { "experience", "experience", "experiences", min_fte = true, method = true },
  { "supervision", "supervision", "supervisions", as = true, method = true, value = { 30, 60 }, by = true },
  { "evidence", "item", "items", outcome = { "verified", "submitted", "formative" }, method = true },
  { "signoff", "item", "items", as = true, by = true },
  { "role", "role", "roles", min_fte = true },
  { "relation", "relation", "relations", by = true },
  { "measure", "measure", "measures", value = { 10, 20 } },
  { "appraisal", outcome = { "recommended", "not-recommended" }, as = true, by = true },
}

function verbs.recorded(self)
  local leaf = asking(self, "recorded")
  local kind = self.random:pick(RECORDED)
  leaf.plain("kind", string.format("%q", kind[1]))
  local subjects, codes, single = '"first"', { self:code("level", "first") }, true
  if kind[2] then
    subjects, codes, single = self:subjects(kind[2], kind[3])
  end
  if self.random:chance(20) then
    subjects, single = nil, true
  end
  if kind.outcome then
    leaf.maybe(40, "outcome", one_or_list(self, kind.outcome))
  end
  if kind.as then
    leaf.maybe(30, "as", one_or_list(self, CAPACITIES))
  end
  if kind.method then
    leaf.maybe(25, "method", one_or_list(self, self:names("method")))
  end
  if kind.by then
    leaf.maybe(25, "by", one_or_list(self, PEOPLE))
  end
  if kind.value then
    leaf.maybe(40, "at_least", self.random:pick(kind.value))
    if not self.profile.monotone then
      leaf.maybe(20, "at_most", 1000)
    end
  end
  if kind.min_fte then
    leaf.maybe(40, "min_fte", self.random:pick { 0.5, 0.6 })
  else
    leaf.maybe(15, "in_date", self.random:chance(30), true)
    within(self, leaf, 25, 500)
  end
  leaf.maybe(35, "count", self.random:between(1, 3), 2)
  wish(self, leaf, kind[1], codes)
  return written(self, leaf, subjects, single)
end

function verbs.holds(self)
  if #self.ladder == 0 then
    return verbs.trained(self)
  end
  local leaf = asking(self, "holds")
  local id = self.random:pick(self.ladder)
  self:wish { kind = "award", subjects = { self:code("level", id) } }
  return written(self, leaf, self:value(id, self.ladder[1]), true)
end

function verbs.setting(self)
  local held, wanted = self.random:pick { "short", "long" }, self.random:pick { "short", "long" }
  local id = "x" .. #self.parameters + 1
  local chance = self.parameter_chance
  self.parameter_chance = 100
  local made = self:value(held, "long")
  self.parameter_chance = chance
  assert(made == string.format('param "%s"', id))
  local texts = { string.format("%q", id), "is = " .. self.literal(self.random:chance(30) and { wanted, "other" } or wanted) }
  self:label(texts, true)
  return "setting { " .. table.concat(texts, ", ") .. " }"
end

verbs.weights = { assessed = 4, trained = 4, qualified = 2, experienced = 4, supervised = 4, related = 2, appraised = 3,
                  evidenced = 3, signed_off = 3, in_role = 3, measured = 2, recorded = 3, holds = 3, setting = 2 }

return verbs
