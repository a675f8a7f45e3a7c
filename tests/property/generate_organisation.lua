-- SPDX-License-Identifier: MIT
-- What an organisation writes: parameters, what it adds to levels and gates, and what it recognises from a framework that
-- nobody adopted: by itself, or by the links of a pack that it adopts.
local organisation = {}

local PEOPLE = { "ann", "bob", "cy" }
local ELSEWHERE = "elsewhere/"
organisation.LINKS = "signpost" -- the framework's name

-- `also` for some levels and gates. One may meet those before it only: no circles.
local function additions(self)
  local texts = { levels = {}, gates = {} }
  local lower, shared = self.lower, self.shared
  self.shared = false -- that rule is a name in the framework's own pack
  for place, id in ipairs(lower) do
    if self.random:chance(30) then
      self.lower = { table.unpack(lower, 1, place - 1) }
      table.insert(texts[id == "door" and "gates" or "levels"],
                   string.format('["%s"] = { also = { %s } }', id, self:tree(2)))
    end
  end
  self.lower, self.shared = lower, shared
  return texts
end

-- A score of the source on the target's scale, for some scores.
local function scale_of(self, points)
  local scale, texts = {}, {}
  for from = 0, 4 do
    if self.random:chance(60) then
      scale[from] = self.random:pick(points)
      table.insert(texts, string.format("[%d] = %s", from, scale[from]))
    end
  end
  if next(scale) == nil then
    return nil, ""
  end
  return scale, ", scale = { " .. table.concat(texts, ", ") .. " }"
end

-- How it counts: the same of both words.
local function limits(self, one, points)
  local text = ""
  if self.random:chance(40) then
    text = ", within = " .. self.literal(self:span(500))
  end
  if points and self.random:chance(60) then
    local scale, scale_text = scale_of(self, points)
    one.scale, text = scale, text .. scale_text
  end
  return text
end

local function recognise(self, one, points)
  local text = string.format('recognise { "%s", as = "%s"', one.source, one.target)
  if self.random:chance(30) then
    one.from = self.random:some(PEOPLE)
    text = text .. ", from = " .. self.literal(one.from)
  end
  return text .. limits(self, one, points) .. " }"
end

-- Of a grade that may count, or not; now and then to a framework that nobody has.
local function link(self, one, points)
  local grade = self.random:pick { "exact", "exact", "broader", "broader", "narrower", "related" }
  local target = self.random:chance(10) and one.target:gsub("^[^/]+", "nowhere") or one.target
  local text = string.format('link { "%s", to = "%s", grade = "%s"', one.source, target, grade)
  if grade == "exact" or grade == "broader" then
    text = text .. limits(self, one, points)
  end
  return text .. " }"
end

-- Lines of the organisation's pack, and of the pack with links.
local function recognitions(self, framework)
  local own, linked = {}, {}
  local function add(kind, id, points)
    local one = { kind = kind, source = ELSEWHERE .. id, target = framework .. "/" .. id }
    local by_link = self.random:chance(50)
    if by_link then
      table.insert(linked, link(self, one, points))
    end
    if not by_link or self.random:chance(15) then
      table.insert(own, recognise(self, one, points))
    end
    table.insert(self.recognitions, one)
  end
  if self.profile.monotone then
    return own, linked
  end
  for _, id in ipairs(self.competencies) do
    if self.random:chance(30) then
      add("assessment", id, self.points[self.scales[id]])
    end
  end
  for _, id in ipairs(self.ladder) do
    if self.random:chance(35) then
      add("award", id)
    end
  end
  return own, linked
end

local function adopt_links(self)
  local chosen = self.random:pick { "", "", 'grades = "exact"', 'grades = "broader"', 'grades = { "broader", "exact" }',
                                    "grades = {}" }
  return string.format('adopt "%s" { %s }', organisation.LINKS, chosen)
end

-- The text of the organisation's pack, and that of a framework with links, if there are any. Rules that it adds may ask for
-- more parameters of the framework.
function organisation.make(self, framework)
  local added = additions(self)
  local accepts = self.random:chance(35) and "accept_suggested = true, " or ""
  local lines = { 'organisation "guild" { title = "Guild" }',
                  string.format('adopt "%s" { %sparameters = { %s },\n  levels = { %s }, gates = { %s } }', framework, accepts,
                                table.concat(self.settings, ", "), table.concat(added.levels, ",\n    "),
                                table.concat(added.gates, ", ")) }
  local own, linked = recognitions(self, framework)
  table.move(own, 1, #own, #lines + 1, lines)
  if #linked == 0 then
    return table.concat(lines, "\n") .. "\n"
  end
  table.insert(lines, adopt_links(self))
  table.insert(linked, 1, string.format('framework "%s" { title = "Links" }', organisation.LINKS))
  return table.concat(lines, "\n") .. "\n", table.concat(linked, "\n") .. "\n"
end

return organisation
