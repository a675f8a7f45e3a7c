-- SPDX-License-Identifier: MIT
-- Random portfolios for a generated pack: most wishes of the rules granted, many of them only just, some missed, and
-- noise. What comes out is a ledger: records, awards, revocations and voids in the order of their seqs.
local dates = require "dates"

local person = {}

local maker = {}
maker.__index = maker

local CAPACITIES = { "self", "supervisor", "assessor", "peer", "manager", "service-user", "provider", "mentor" }
local PEOPLE = { "ann", "bob", "cy" }
local METHODS = { "observation", "simulation", "interview", "voluntary", "telepathy" }
local AVERAGE = { days = 1, weeks = 7, months = 30, years = 365 }

-- Days ----------------------------------------------------------------------------------------------------------------

local function length(span)
  return span and span.count * AVERAGE[span.unit]
end

-- A day in the middle of what is asked: often one where calendars are odd.
function person.choose_base(random)
  local year = random:between(2019, 2028)
  local how = random:weighted { plain = 4, end_of_month = 3, leap = 2, new_year = 1 }
  if how == "plain" then
    return dates.of(year, random:between(1, 12), random:between(1, 28))
  elseif how == "end_of_month" then
    return dates.of(year, random:between(2, 12), 1) - 1
  elseif how == "leap" then
    return dates.of(random:pick { 2020, 2024, 2028 }, 2, 28) + random:between(0, 2)
  end
  return dates.of(year, 12, 31) + random:between(0, 1)
end

-- A day on which something happened that counts for `span` (nil: for ever): near the day on which it lapses, or recent.
function maker:happened(span)
  local days = length(span)
  if days and self.random:chance(60) then
    return self.base + self.random:between(-3, 150) - days
  end
  return self.base - self.random:below(math.min(days or 400, 400) + 1) + (self.random:chance(15) and 40 or 0)
end

-- Records -------------------------------------------------------------------------------------------------------------

local function list_of(value)
  return type(value) == "table" and value or { value }
end

function maker:add(record)
  record.type = "record"
  table.insert(self.entries, record)
  return record
end

function maker:about(wish)
  return self.random:pick(wish.subjects)
end

function maker:capacity(wish)
  if wish.as then
    return self.random:pick(list_of(wish.as))
  end
  return self.random:pick { "supervisor", "assessor", "manager", "mentor", "peer", "self" }
end

function maker:method(wish)
  if wish.method then
    return self.random:pick(list_of(wish.method))
  end
  return self.random:chance(50) and self.random:pick(METHODS) or nil
end

function maker:maybe_until(record, percent)
  if self.random:chance(percent) then
    record.until_day = self.random:chance(50) and self.base + self.random:between(-5, 150)
      or record.on + self.random:below(500)
    record.until_day = math.max(record.until_day, record.on)
  end
  return record
end

local function tens(number)
  return math.floor(number * 10000 + 0.5)
end

-- A point of the competency's scale, at least so much where there is one; rarely one that is off the scale.
function maker:score(subject, least)
  local points = self.scales[subject] or { 1, 2, 3 }
  if self.profile.monotone ~= true and self.random:chance(4) then
    return tens(3.5)
  end
  local enough = {}
  for _, point in ipairs(points) do
    if point >= (least or 0) then
      table.insert(enough, point)
    end
  end
  return tens(self.random:pick(#enough > 0 and enough or points))
end

local grant = {} -- by kind: records that would meet the wish, or come near

function grant.assessment(self, wish)
  local subject = self:about(wish)
  local first = self.random:below(3)
  local least = type(wish.at_least) == "number" and wish.at_least or nil
  for i = 1, math.max(wish.count or 1, wish.assessors or 1) + self.random:below(2) do
    self:maybe_until(self:add { kind = "assessment", subject = subject, on = self:happened(wish.within),
                                value = self:score(subject, self.random:chance(85) and least or nil),
                                by = PEOPLE[1 + (first + i) % 3], as = self:capacity(wish),
                                method = self:method(wish) }, 12)
  end
end

function grant.training(self, wish)
  local outcome = wish.outcome and self.random:pick(list_of(wish.outcome)) or "completed"
  for _ = 1, wish.count or 1 do
    self:maybe_until(self:add { kind = "training", subject = self:about(wish), on = self:happened(wish.within),
                                outcome = self.random:chance(8) and "equivalent" or outcome,
                                value = wish.at_least and tens(wish.at_least) or nil, method = self:method(wish),
                                by = (wish.provider or wish.by) and self.random:pick(list_of(wish.provider or wish.by))
                                  or nil }, 25)
  end
end

function grant.qualification(self, wish)
  local value = self.random:chance(60) and tens(math.max(0, (wish.at_least or 3) + self.random:between(-1, 2))) or nil
  self:maybe_until(self:add { kind = "qualification", subject = self:about(wish), on = self:happened(wish.within),
                              outcome = self.random:chance(10) and "equivalent" or nil, value = value }, 15)
end

-- A few periods that add up to about what is asked on about the base day; some touch, some overlap.
function grant.experience(self, wish)
  local days = length(wish.at_least or wish.more_than) or 30
  local on = self.base - days - self.random:between(-20, 40)
  local pieces = self.random:between(1, 3)
  for i = 1, pieces do
    local record = self:add { kind = "experience", subject = self:about(wish), on = on, method = self:method(wish) }
    if wish.voluntary ~= nil and self.random:chance(85) then
      record.method = wish.voluntary and "voluntary" or nil
    end
    if wish.min_fte and self.random:chance(70) or self.random:chance(15) then
      record.value = tens(math.max(0.1, (wish.min_fte or 0.5) + self.random:pick { -0.1, 0, 0, 0.2 }))
    end
    if i < pieces or self.random:chance(50) then
      record.until_day = on + self.random:below(days // pieces + 40)
    end
    on = (record.until_day or on) + self.random:between(-10, 20)
  end
end

function grant.supervision(self, wish)
  local every = length(wish.every) or 28
  local grace = length(wish.grace) or 0
  local subject, as = self:about(wish), self:capacity(wish)
  local on = self.base - (length(wish.over) or 90) - self.random:below(every + 1)
  local last = self.base + self.random:between(-20, 150)
  while on <= last and #self.entries < 120 do
    self:add { kind = "supervision", subject = subject, on = on, by = self.random:pick(PEOPLE), as = as,
               value = self.random:chance(50) and tens(self.random:pick { 30, 45, 60 }) or nil }
    on = on + math.max(1, every + self.random:pick { -2, -1, 0, 0, 1, grace, grace, grace + 1 })
  end
  if wish.in_role and self.random:chance(70) then
    grant.role(self, { subjects = { wish.in_role }, at_least = { count = self.random:below(200), unit = "days" } })
  end
end

function grant.relation(self, wish)
  self:maybe_until(self:add { kind = "relation", subject = self:about(wish), on = self:happened(wish.within),
                              by = wish.by and self.random:pick(list_of(wish.by)) or self.random:pick(PEOPLE) }, 60)
end

function grant.appraisal(self, wish)
  local on = self:happened(wish.within)
  self:maybe_until(self:add { kind = "appraisal", subject = self:about(wish), on = on, by = self.random:pick(PEOPLE),
                              as = self:capacity(wish),
                              outcome = wish.recommended == false and "not-recommended" or "recommended" }, 12)
  if wish.after and self.random:chance(85) then
    self:add { kind = "training", subject = wish.after, on = on - self.random:between(-1, 60), outcome = "completed" }
  end
end

function grant.evidence(self, wish)
  local subject = self:about(wish)
  local outcome = wish.outcome and self.random:pick(list_of(wish.outcome)) or "verified"
  for _, method in ipairs(wish.method and list_of(wish.method) or { self.random:pick(METHODS) }) do
    for _ = 1, wish.count or 1 do
      self:maybe_until(self:add { kind = "evidence", subject = subject, on = self:happened(wish.within),
                                  outcome = outcome, method = method, by = self.random:pick(PEOPLE) }, 15)
    end
  end
end

function grant.signoff(self, wish)
  local subject = self:about(wish)
  local methods = wish.method and list_of(wish.method) or { self.random:pick(METHODS) }
  for _, method in ipairs(wish.routes == "all" and methods or { self.random:pick(methods) }) do
    self:maybe_until(self:add { kind = "signoff", subject = subject, on = self:happened(wish.within),
                                by = self.random:pick(PEOPLE), as = self:capacity(wish), method = method,
                                outcome = self.random:chance(8) and "equivalent" or nil }, 15)
  end
end

function grant.role(self, wish)
  local subject = self:about(wish)
  local days = type(wish.at_least) == "table" and length(wish.at_least) or 60
  local on = self.base - days - self.random:between(-20, 30)
  local share = wish.min_fte and tens(wish.min_fte + self.random:pick { 0, 0, 0.2, -0.1 }) or nil
  if self.random:chance(35) then -- two stretches that touch, overlap, or do not
    local first = on - self.random:below(60)
    self:add { kind = "role", subject = subject, on = first, until_day = on - self.random:pick { 1, 1, 2, 0, 15 } }
    self.entries[#self.entries].until_day = math.max(first, self.entries[#self.entries].until_day)
  end
  self:maybe_until(self:add { kind = "role", subject = subject, on = on, value = share }, 40)
end

function grant.measure(self, wish)
  self:maybe_until(self:add { kind = "measure", subject = self:about(wish), on = self:happened(wish.within),
                              value = tens(self.random:pick { wish.at_least or 20, wish.at_most or 20, 20, 20.5, 22 }),
                              by = self.random:pick(PEOPLE), as = "manager" }, 15)
end

function grant.award(self, wish)
  local entry = { type = "grant", level = self:about(wish), on = self:happened(nil) }
  if self.random:chance(40) then
    entry.until_day = entry.on + self.random:below(500)
  end
  table.insert(self.entries, entry)
end

-- Noise ---------------------------------------------------------------------------------------------------------------

-- A record of the same subject that may or may not count: another outcome, capacity, method, day or value.
local OUTCOMES = {
  assessment = { "formative" }, training = { "enrolled", "undertaking", "completed", "failed", "equivalent" },
  qualification = { "equivalent" }, experience = { "equivalent" },
  appraisal = { "recommended", "not-recommended" }, evidence = { "submitted", "verified", "rejected", "formative" },
  signoff = { "equivalent", "declined" },
}

local function disturb(self, record)
  local random = self.random
  local how = random:weighted { day = 3, outcome = 3, as = 2, method = 2, value = 2, until_day = 1 }
  if how == "day" then
    record.on = self:happened(nil) + random:pick { 0, 0, 100 }
    record.until_day = record.until_day and math.max(record.until_day, record.on)
  elseif how == "outcome" and OUTCOMES[record.kind] then
    record.outcome = random:pick(OUTCOMES[record.kind])
  elseif how == "as" and record.as then
    record.as = random:pick(CAPACITIES)
  elseif how == "method" and record.kind ~= "role" and record.kind ~= "relation" then
    record.method = random:pick(METHODS)
  elseif how == "value" and record.kind == "assessment" then
    record.value = self:score(record.subject)
  elseif how == "value" and record.kind == "measure" then
    record.value = tens(random:pick { 5, 15, 20, 20.5, 31 })
  elseif how == "until_day" and record.kind ~= "supervision" then
    record.until_day = record.on + random:below(90)
  end
end

local function copy(record)
  local copied = {}
  for name, value in pairs(record) do
    copied[name] = value
  end
  return copied
end

local function add_noise(self, percent)
  for i = 1, #self.entries do
    local entry = self.entries[i]
    if entry.type == "record" and self.random:chance(percent) then
      local another = copy(entry)
      disturb(self, another)
      table.insert(self.entries, another)
    end
  end
end

-- Elsewhere -----------------------------------------------------------------------------------------------------------

-- Some of what was granted was earned in another framework, which the organisation recognises.
local function earn_elsewhere(self, recognition, entry)
  if entry.type == "grant" then
    entry.level = recognition.source
    entry.by = recognition.from and self.random:pick(recognition.from) or nil
  else
    entry.subject = recognition.source
    entry.value = recognition.scale and tens(self.random:below(5)) or entry.value
  end
  if recognition.from and self.random:chance(70) then
    entry.by = self.random:pick(recognition.from)
  end
end

local function move_elsewhere(self, recognitions)
  for _, entry in ipairs(self.entries) do
    for _, recognition in ipairs(recognitions) do
      local about = entry.type == "grant" and entry.level or entry.kind == "assessment" and entry.subject
      if about == recognition.target and self.random:chance(40) then
        earn_elsewhere(self, recognition, entry)
      end
    end
  end
end

-- The ledger ----------------------------------------------------------------------------------------------------------

local function insert_after(self, at, entry)
  table.insert(self.entries, at + 1 + self.random:below(#self.entries - at + 1), entry)
end

-- Seqs in some order, then voids and revocations after what they are about.
local function arrange(self)
  local random = self.random
  random:shuffle(self.entries)
  for at = #self.entries, 1, -1 do
    local entry = self.entries[at]
    if entry.type == "record" and random:chance(4) then
      insert_after(self, at, { type = "void", entry = entry })
    elseif entry.type == "grant" and random:chance(30) then
      insert_after(self, at, { type = "revoke", level = entry.level,
                               on = entry.on + random:pick { 0, 1, 30, 200, random:below(500) } })
    end
  end
  local seq = random:below(5)
  for _, entry in ipairs(self.entries) do
    seq = seq + 1 + (random:chance(20) and random:below(9) or 0)
    entry.seq = seq
  end
end

local function choose_supposed(self)
  local with, without = {}, {}
  if not self.random:chance(15) or #self.entries == 0 then
    return with, without
  end
  local voided = {}
  for _, entry in ipairs(self.entries) do
    if entry.type == "void" then
      voided[entry.entry] = true
    end
  end
  for _, entry in ipairs(self.entries) do
    if entry.type == "record" and #with < 2 and self.random:chance(10) then
      table.insert(with, copy(entry))
      disturb(self, with[#with])
      with[#with].seq = nil
    elseif (entry.type == "record" or entry.type == "grant") and not voided[entry] and #without < 2
      and self.random:chance(10) then
      table.insert(without, entry.seq)
    end
  end
  return with, without
end

-- Gives { entries, with, without, base }: what happens around the day `base`.
function person.make(random, rules, profile, base)
  local scales = {}
  for id, name in pairs(rules.scales) do
    scales[rules.framework .. "/" .. id] = rules.points[name]
  end
  local self = setmetatable({ random = random, profile = profile, scales = scales, entries = {},
                              base = base }, maker)
  local granted = random:pick { 70, 90, 100, 100, 100 }
  for _, wish in ipairs(rules.wishes) do
    for _, subject in ipairs(wish.subjects) do
      if random:chance(granted) then
        local one = copy(wish)
        one.subjects = { subject }
        grant[wish.kind](self, one)
      end
    end
  end
  add_noise(self, random:pick { 0, 5, 15 })
  move_elsewhere(self, rules.recognitions)
  arrange(self)
  local with, without = choose_supposed(self)
  return { entries = self.entries, with = with, without = without, base = self.base }
end

return person
