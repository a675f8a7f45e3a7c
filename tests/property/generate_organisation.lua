-- SPDX-License-Identifier: MIT
-- What an organisation writes: parameters, what it adds to levels and gates, and what it recognises from a framework that
-- nobody adopted.
local organisation = {}

local PEOPLE = { "ann", "bob", "cy" }
local ELSEWHERE = "elsewhere/"

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

local function recognise(self, framework, kind, id, points)
  local one = { kind = kind, source = ELSEWHERE .. id, target = framework .. "/" .. id }
  local text = string.format('recognise { "%s", as = "%s"', one.source, one.target)
  if self.random:chance(40) then
    text = text .. ", within = " .. self.literal(self:span(500))
  end
  if self.random:chance(30) then
    one.from = self.random:some(PEOPLE)
    text = text .. ", from = " .. self.literal(one.from)
  end
  if points and self.random:chance(60) then
    local scale, scale_text = scale_of(self, points)
    one.scale, text = scale, text .. scale_text
  end
  table.insert(self.recognitions, one)
  return text .. " }"
end

local function recognitions(self, framework)
  local lines = {}
  if self.profile.monotone then
    return lines
  end
  for _, id in ipairs(self.competencies) do
    if self.random:chance(30) then
      table.insert(lines, recognise(self, framework, "assessment", id, self.points[self.scales[id]]))
    end
  end
  for _, id in ipairs(self.ladder) do
    if self.random:chance(35) then
      table.insert(lines, recognise(self, framework, "award", id))
    end
  end
  return lines
end

-- The text of the organisation's pack. Rules that it adds may ask for more parameters of the framework.
function organisation.make(self, framework)
  local added = additions(self)
  local accepts = self.random:chance(35) and "accept_suggested = true, " or ""
  local lines = { 'organisation "guild" { title = "Guild" }',
                  string.format('adopt "%s" { %sparameters = { %s },\n  levels = { %s }, gates = { %s } }', framework, accepts,
                                table.concat(self.settings, ", "), table.concat(added.levels, ",\n    "),
                                table.concat(added.gates, ", ")) }
  for _, line in ipairs(recognitions(self, framework)) do
    table.insert(lines, line)
  end
  return table.concat(lines, "\n") .. "\n"
end

return organisation
