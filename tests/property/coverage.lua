-- SPDX-License-Identifier: MIT
-- What a run of the differential test has seen: each outcome often enough, each verb met, unmet, unknown, and on the
-- last or first day of a verdict. A run that has not seen it all proves less than it says, and fails.
local reference = require "reference"

local coverage = {}

local VERBS = { "all", "any", "none", "at_least", "points", "when", "meets", "shown", "setting", "assessed", "trained",
                "qualified", "experienced", "supervised", "related", "appraised", "evidenced", "signed_off", "in_role",
                "measured", "recorded", "holds", "custom", "editions", "grandfathered" }
local MARKS = { "met", "unmet", "unknown", "boundary" }
local NEVER = "setting boundary" -- the same on every day

local outcomes = { eligible = 0, ["not-eligible"] = 0, indeterminate = 0 }
local asked = 0
local seen = {} -- ["verb mark"] = how often

local function collect(node, list)
  table.insert(list, node)
  for _, child in ipairs(node.children or {}) do
    collect(child, list)
  end
  return list
end

-- Every criterion of a level itself, desires and all.
function coverage.nodes(level)
  if level.nodes == nil then
    level.nodes = collect(level.requires, {})
    for _, desire in ipairs(level.desires) do
      collect(desire, level.nodes)
    end
  end
  return level.nodes
end

local function mark(node, what)
  local name = node.verb .. " " .. what
  seen[name] = (seen[name] or 0) + 1
end

function coverage.note(level, person, day, outcome)
  asked = asked + 1
  outcomes[outcome] = outcomes[outcome] + 1
  for _, node in ipairs(coverage.nodes(level)) do
    local verdict = reference.verdict(node, person, day)
    mark(node, verdict)
    if verdict ~= reference.verdict(node, person, day - 1) or verdict ~= reference.verdict(node, person, day + 1) then
      mark(node, "boundary")
    end
  end
end

-- Gives a text, and whether everything has been seen.
function coverage.report()
  local lines, complete = {}, true
  for _, outcome in ipairs { "eligible", "not-eligible", "indeterminate" } do
    local share = outcomes[outcome] * 100 // math.max(asked, 1)
    complete = complete and outcomes[outcome] * 5 >= asked
    table.insert(lines, string.format("%-14s %3d %% of %d questions", outcome, share, asked))
  end
  for _, verb in ipairs(VERBS) do
    local counts = {}
    for i, what in ipairs(MARKS) do
      local name = verb .. " " .. what
      counts[i] = string.format("%s %d", what, seen[name] or 0)
      complete = complete and ((seen[name] or 0) > 0 or name == NEVER)
    end
    table.insert(lines, string.format("%-12s %s", verb, table.concat(counts, ", ")))
  end
  return table.concat(lines, "\n"), complete
end

return coverage
