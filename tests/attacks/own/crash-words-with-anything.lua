-- call every word with what it does not take
local VARIANT = 0
local words = { trained, level, framework, custom, include, competencies, param, test, days, all, recognise, shown }
local odd = { 1, {}, string, trained 'kindness', function () end, 0 / 0, false, ('x'):rep(16000), '\255', 'a\0b', level 'open', days(3) }
words[VARIANT + 1](odd[VARIANT + 1])
words[VARIANT + 1](odd[12 - VARIANT])
error 'refused'
