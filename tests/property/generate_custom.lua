-- SPDX-License-Identifier: MIT
-- Random custom predicates as source text, in a file of their own: what no verb can say, of what the guide shows of a
-- person. Some read the day asked about, some fail for some people.
local custom = {}

local SUBJECTS = { -- kind, the word its subjects are declared with
  { "assessment", "competency" }, { "training", "course" }, { "training", "course" }, { "qualification", "qualification" },
  { "experience", "experience" }, { "supervision", "supervision" }, { "evidence", "item" }, { "signoff", "item" },
  { "role", "role" }, { "relation", "relation" }, { "measure", "measure" },
}

-- The arguments of `person.records`, `count` and `latest`; what is asked about becomes a wish.
local function some_records(self, kinds)
  local kind = self.random:pick(kinds or SUBJECTS)
  local id = self.random:pick(self:names(kind[2]))
  local code = self:code(kind[2], id)
  self:wish { kind = kind[1], subjects = { code } }
  if self.random:chance(20) then
    return string.format("%q", kind[1])
  end
  return string.format("%q, %q", kind[1], self.random:chance(30) and code or id)
end

local function fill(text, values)
  return (text:gsub("%$(%w+)", values))
end

local bodies = {}

function bodies.count(self)
  return fill([[
    local count = person.count($records)
    return count >= $number, ("%d there"):format(count)]],
              { records = some_records(self), number = self.random:between(1, 2) })
end

function bodies.few(self)
  return fill("    return person.count($records) <= $number",
              { records = some_records(self), number = self.random:between(0, 1) })
end

function bodies.people(self)
  return fill([[
    local seen, count = {}, 0
    for _, record in ipairs(person.records($records)) do
      local key = (record.by or "") .. "/" .. (record.method or "") .. "/" .. (record.as or "")
      if not seen[key] then
        seen[key], count = true, count + 1
      end
    end
    return count >= $number, count .. " different"]],
              { records = some_records(self), number = self.random:between(1, 2) })
end

function bodies.apart(self)
  local records = some_records(self)
  return fill([[
    local list = person.records($records)
    if #list == 0 then
      return false, "nothing"
    end
    local first, last = list[1].on, list[#list].on
    return add_$unit(first, $number) <= last, first .. " to " .. last]],
              { records = records, unit = self.random:pick { "days", "months", "years" },
                number = self.random:pick { 0, 1, 1, 2 } })
end

function bodies.holds(self)
  self:wish { kind = "award", subjects = { self:code("level", "first") } }
  return fill("    return $not person.holds($level) or person.count($records) > 0",
              { ["not"] = self.random:chance(30) and "not" or "", level = self.random:pick { '"first"', '"craft/first"' },
                records = some_records(self) })
end

function bodies.values(self)
  local asked = some_records(self, { { "assessment", "competency" }, { "measure", "measure" } })
  return fill([[
    local sum = 0
    for _, record in ipairs(person.records($records)) do
      sum = sum + (record.value or 0)
    end
    return sum >= $number]], { records = asked, number = self.random:pick { 1, 2.5, 4, 30 } })
end

function bodies.over(self) -- a period that has an end
  local asked = some_records(self, { { "experience", "experience" }, { "role", "role" }, { "relation", "relation" } })
  return fill([[
    local latest = person.latest($records)
    return latest ~= nil and latest["until"] == nil, latest and latest["until"] or "open"]], { records = asked })
end

function bodies.fails(self) -- an error when there is none, or when it has no value
  return fill([[
    local latest = person.latest($records)
    return latest.on >= "$day", latest.kind]],
              { records = some_records(self), day = self.random:between(2018, 2026) .. "-06-15" })
end

function bodies.refuses(self)
  return fill([[
    if person.count($records) > $number then
      error("cannot say")
    end
    return person.count($others) > 0]],
              { records = some_records(self), number = self.random:between(0, 1), others = some_records(self) })
end

function bodies.number(self) -- neither true nor false, for some
  return fill("    return person.count($records) > 0 and person.count($others)",
              { records = some_records(self), others = some_records(self) })
end

function bodies.lately(self)
  return fill([[
    local today = person.as_of
    local latest = person.latest($records)
    if latest == nil then
      return false, "never so far"
    end
    return days_between(latest.on, today) <= $number, "last on " .. latest.on]],
              { records = some_records(self), number = self.random:pick { 0, 30, 60, 100, 200, 400 } })
end

function bodies.due(self)
  return fill([[
    local today, late = person.as_of, 0
    for _, record in ipairs(person.records($records)) do
      if add_$unit(record.on, $number) < today then
        late = late + 1
      end
    end
    return late == 0, late .. " late on " .. today]],
              { records = some_records(self), unit = self.random:pick { "months", "months", "years" },
                number = self.random:pick { 1, 2, 3, 6 } })
end

local READS_DAY = { lately = true, due = true }
local WEIGHTS = { count = 4, few = 2, people = 3, apart = 2, holds = 2, values = 2, over = 2, fails = 3, refuses = 2,
                  number = 1, lately = 1, due = 1 }

-- Gives the file's text, the names that stand for the predicates in the rules, and whether one reads the day.
function custom.make(self)
  local lines, names, reads = {}, {}, false
  for i = 1, self.random:between(1, 3) do
    local how = self.random:weighted(WEIGHTS)
    reads = reads or READS_DAY[how] or false
    names[i] = "custom_" .. i
    lines[i] = string.format('%s = custom { id = "own-%d", says = "In words %d",\n  function (person)\n%s\n  end }', names[i],
                             i, i, bodies[how](self))
  end
  return table.concat(lines, "\n") .. "\n", names, reads
end

return custom
