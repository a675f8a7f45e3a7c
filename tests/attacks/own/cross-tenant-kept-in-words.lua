-- keep a person in whatever is shared: libraries, texts, words
local VARIANT = 0
return function (person)
  local places = { string, math, table, _ENV.custom, person, person.latest('training') }
  if VARIANT == 6 then local s = '' s.x = person elseif VARIANT == 7 then custom = person else places[VARIANT + 1].kept = person end
  return true, 'BREACH: it is kept'
end
