-- keep every record that is handed out
return function (person)
  local all = {}
  while true do all[#all % 4000 + 1] = { person.records('training'), all[#all % 4000 + 1] } end
end
