-- SPDX-License-Identifier: MIT
-- The words of the rule language, in plain Lua: running a pack's files gives what they declare, as plain tables.
local custom = require "custom"

local words_of_packs = {}

local VERBS = {
  "all", "any", "none", "points", "when", "meets", "shown", "setting", "assessed", "trained", "qualified",
  "experienced", "supervised", "related", "appraised", "evidenced", "signed_off", "in_role", "measured", "recorded",
  "holds", "custom",
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

-- "x" is the same as { "x" }; a criterion is the same as a list of one.
local function as_table(argument)
  if type(argument) ~= "table" or argument.type then
    return { argument }
  end
  return argument
end

local function environment(pack)
  local words = { pairs = pairs, ipairs = ipairs, string = string, table = table, math = math, tostring = tostring,
                  error = error }
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
  pack.recognise = {}
  for name, helper in pairs(custom.words) do
    words[name] = helper
  end
  words.recognise = function(given)
    table.insert(pack.recognise, given)
  end
  pack.link = {}
  words.link = function(given)
    table.insert(pack.link, given)
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

-- Gives { [word] = { declaration, … and by id } } of the pack in `folder`; its file `first` runs first.
function words_of_packs.run(files, folder, first)
  local pack = {}
  local words = environment(pack)
  local mine, texts = {}, {}
  for _, file in ipairs(files) do
    local name = file.path:match("^" .. folder:gsub("%-", "%%-") .. "/([^/]+%.lua)$")
    if name then
      texts[name] = file.text
      if name:sub(1, 1) ~= "_" then -- those run where they are included
        table.insert(mine, name)
      end
    end
  end
  table.sort(mine, function(a, b)
    if (a == first) ~= (b == first) then
      return a == first
    end
    return a < b
  end)
  local function run(name)
    assert(load(texts[name], "=" .. name, "t", words))()
  end
  function words.include(name)
    run(name .. ".lua")
  end
  for _, name in ipairs(mine) do
    run(name)
  end
  return pack
end

return words_of_packs
