-- sort in the comparison of a sort, as deep as it goes
return function (person)
  local function deeper() table.sort({ 3, 2, 1 }, deeper) return true end
  while true do pcall(deeper) end
end
