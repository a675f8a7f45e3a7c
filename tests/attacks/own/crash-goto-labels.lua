-- thousands of labels and jumps between them
return function (person)
do return false, "CONTAINED" end
--[[HERE]]
end
