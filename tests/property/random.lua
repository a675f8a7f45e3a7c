-- SPDX-License-Identifier: MIT
-- Random choices that are the same on every machine: SplitMix64 from a seed and a case number.
local random = {}
random.__index = random

function random.new(seed, case)
  return setmetatable({ state = seed * 0x2545F4914F6CDD1D + case * 0x369DEA0F31A53F85 }, random)
end

function random:next()
  self.state = self.state + 0x9E3779B97F4A7C15
  local mixed = self.state
  mixed = (mixed ~ (mixed >> 30)) * 0xBF58476D1CE4E5B9
  mixed = (mixed ~ (mixed >> 27)) * 0x94D049BB133111EB
  return mixed ~ (mixed >> 31)
end

-- 0 to bound - 1.
function random:below(bound)
  return (self:next() >> 1) % bound
end

function random:between(low, high)
  return low + self:below(high - low + 1)
end

function random:chance(percent)
  return self:below(100) < percent
end

function random:pick(list)
  return list[1 + self:below(#list)]
end

-- One of { [name] = weight }, by its weight.
function random:weighted(weights)
  local names, total = {}, 0
  for name, weight in pairs(weights) do
    table.insert(names, name)
    total = total + weight
  end
  table.sort(names)
  local at = self:below(total)
  for _, name in ipairs(names) do
    at = at - weights[name]
    if at < 0 then
      return name
    end
  end
end

-- Some of the list, at least one, in the list's order.
function random:some(list)
  local some = {}
  for _, value in ipairs(list) do
    if self:chance(45) then
      table.insert(some, value)
    end
  end
  return #some > 0 and some or { self:pick(list) }
end

function random:shuffle(list)
  for i = #list, 2, -1 do
    local k = 1 + self:below(i)
    list[i], list[k] = list[k], list[i]
  end
  return list
end

return random
