-- Statements of one area: a function for each tier, that declares one.

local printed = { essential = "Essential", enhanced = "Enhanced", expert = "Expert" }

return function (area, title)
  local function of(tier)
    return function (id, short, says)
      competency(id) {
        domain = area, level = tier, title = short, says = says,
        source = "8.2 " .. title .. ", " .. printed[tier],
      }
    end
  end
  return of "essential", of "enhanced", of "expert"
end
