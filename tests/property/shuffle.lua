-- SPDX-License-Identifier: MIT
-- The same pack written in another order: the named fields of every table, and the files. What stands in a list stays in
-- its order, and so does what is declared: that order is the author's.
local random = require "random"

local shuffle = {}

local FUNCTIONS = "_custom.lua" -- those are told apart by their bytes

local function is_named(item)
  return item:find("^%s*[%a_][%w_]*%s*=[^=]") or item:find("^%s*%[[^%]]*%]%s*=[^=]")
end

local function arranged(items, chooser)
  local list, named = {}, {}
  for _, item in ipairs(items) do
    table.insert(is_named(item) and named or list, item)
  end
  chooser:shuffle(named)
  for _, item in ipairs(named) do
    table.insert(list, chooser:between(1, #list + 1), item)
  end
  return "{" .. table.concat(list, ",") .. "}"
end

-- The text from `at` to the end, or to the brace that closes the table it is in; and where that is.
local function rewritten(text, at, chooser, in_table)
  local items, item, depth = {}, {}, 0
  local function finish_item()
    local whole = table.concat(item)
    if whole:find("%S") then
      table.insert(items, whole)
    end
    item = {}
  end
  while at <= #text do
    local piece = text:sub(at, at)
    if piece == '"' then
      piece = text:match('^"[^"\\]*"', at)
      at = at + #piece - 1
    elseif piece == "{" then
      piece, at = rewritten(text, at + 1, chooser, true)
    elseif piece == "}" then
      finish_item()
      return arranged(items, chooser), at
    elseif piece == "(" or piece == ")" then
      depth = depth + (piece == "(" and 1 or -1)
    end
    if piece == "," and in_table and depth == 0 then
      finish_item()
    else
      table.insert(item, piece)
    end
    at = at + 1
  end
  assert(not in_table)
  return table.concat(item)
end

-- A table with so many fields that Lua walks it in another order in every state.
local function many()
  local fields = {}
  for i = 1, 60 do
    fields[i] = string.format('["k%d"] = "Number %d"', i * 7 % 61, i)
  end
  return "for id, title in pairs { " .. table.concat(fields, ", ") .. " } do\n  item(id) { title = title }\nend\n"
end

-- `files` with one more, in another order for each `nth`; 0: as they are.
function shuffle.files(files, framework, nth)
  local chooser, made = random.new(5, nth), {}
  for i, file in ipairs(files) do
    made[i] = file
  end
  table.insert(made, { path = "frameworks/" .. framework .. "/25-many.lua", text = many() })
  for i, file in ipairs(nth > 0 and made or {}) do
    if not file.path:find(FUNCTIONS, 1, true) then
      made[i] = { path = file.path, text = rewritten(file.text, 1, chooser, false) }
    end
  end
  return nth > 0 and chooser:shuffle(made) or made
end

return shuffle
