-- What no other criterion can say: with how many different people somebody has been at the case round. A predicate's file is
-- run again for each question, so nothing else stands in it.

known_to_the_team = custom { id = "known-to-the-team",
  says = "Has been at the case round with two different people of the stroke team",
  hint = "ask the team who leads the next rounds",
  function (person)
    local seen, count = {}, 0
    for _, round in ipairs(person.records("supervision", "stroke-case-round")) do
      if not seen[round.by] then
        seen[round.by] = true
        count = count + 1
      end
    end
    return count >= 2, ("%d of 2 people"):format(count)
  end }
