-- The benchmark's rule written by hand over plain tables: what a programmer in a hurry would put into a service.
-- Dates are day numbers; the two look-back bounds are worked out once by the caller, as that programmer would.
-- A person: { signed = {[item]=on}, trained = {[course]={on, until}}, scores = {[competency]={on, score, as}},
--             supervisions = {on, ...}, appraisal = {on, recommended} }
local induction, mandatory = {}, {}
for n = 1, 10 do induction[n] = "induction-" .. n end
for n = 1, 11 do mandatory[n] = "mandatory-" .. n end
local level_one = { "pca", "l1a", "l1b", "l1c" }
local level_two = { "l2a", "l2b" }

-- months: the first and last day of each of the three calendar months before `day`.
local function decide(person, day, two_years_ago, year_ago, months)
  local unmet, count = {}, 0
  local signed = person.signed
  for n = 1, 10 do
    local on = signed[induction[n]]
    if not on or on > day then count = count + 1; unmet[count] = induction[n] end
  end
  local trained = person.trained
  for n = 1, 11 do
    local record = trained[mandatory[n]]
    if not record or record[1] > day or record[2] < day then count = count + 1; unmet[count] = mandatory[n] end
  end
  local scores = person.scores
  for n = 1, 4 do
    local record = scores[level_one[n]]
    if not record or record[1] > day or record[2] < 3 then count = count + 1; unmet[count] = level_one[n] end
  end
  for n = 1, 2 do
    local record = scores[level_two[n]]
    if not record or record[1] > day or record[1] < two_years_ago or record[2] < 3 or record[3] ~= "assessor" then
      count = count + 1
      unmet[count] = level_two[n]
    end
  end
  local sessions = person.supervisions
  for m = 1, 3 do
    local first, last, kept = months[m][1], months[m][2], false
    for s = 1, #sessions do
      local on = sessions[s]
      if on >= first and on <= last then kept = true; break end
    end
    if not kept then count = count + 1; unmet[count] = "supervision"; break end
  end
  local appraisal = person.appraisal
  if not appraisal or appraisal[1] > day or appraisal[1] < year_ago or not appraisal[2] then
    count = count + 1
    unmet[count] = "appraisal"
  end
  return count == 0, unmet
end

return decide
