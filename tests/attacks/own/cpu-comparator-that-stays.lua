-- never come back from a function that sort calls, and catch what ends it
return function (person)
  local function stay() while true do pcall(function() while true do end end) end end
  while true do pcall(table.sort, { 1, 2, 3 }, stay) end
end
