-- How the items of a person specification are declared: an award, work done, a training, or something else to be settled.
--
-- The routes printed behind an item are its letters: "IA" is interview and application. They bind the items that are signed
-- off; on awards, work and trainings, which are recorded with their own papers, they are for information, as tags.
-- A training of a specification names its course in its tags. It is the course that is recorded and asked for.

local letters = { I = "interview", A = "application", T = "test" }

local function routes_of(text)
  local routes = {}
  for at = 1, #text do routes[at] = letters[text:sub(at, at)] end
  return routes
end

-- What each specification calls desirable, one criterion an item: 60-appointment.lua reports it.
desirable = { {}, {}, {}, {} }

-- `under` says below which heading the items that follow are printed; it begins with "Essential" or "Desirable".
function specification(number)
  local level, heading, force = "level-" .. number, nil, nil
  local wished = desirable[number]
  local function source() return "Appendix " .. number .. ", Person specification, " .. heading end
  local function tagged(text, kinds)
    local tags = routes_of(text)
    tags[#tags + 1] = force
    for _, kind in ipairs(kinds) do tags[#tags + 1] = kind end
    return tags
  end
  local function wish(verb, name)
    if force == "desirable" then wished[#wished + 1] = verb(name) end
  end
  local function recorded_item(declare, verb)
    return function(id, routes, title, says, ...)
      declare(id) { title = title, says = says, level = level, source = source(), tags = tagged(routes, { ... }) }
      wish(verb, id)
    end
  end

  local spec = { qualification = recorded_item(qualification, qualified), experience = recorded_item(experience, experienced) }
  function spec.under(text)
    heading = text
    force = text:starts_with "Essential" and "essential" or "desirable"
  end
  -- What follows the words of a desirable training is its course, if it has one.
  function spec.training(id, routes, title, says, ...)
    course(id) { title = title, says = says, level = level, source = source(), tags = tagged(routes, { "training-item", ... }) }
    wish(trained, ... or id)
  end
  function spec.item(id, routes, title, says, ...)
    item(id) {
      title = title, says = says, level = level, source = source(), tags = { force, ... }, verify = routes_of(routes),
      essential = force == "essential", desirable = force == "desirable",
    }
    wish(signed_off, id)
  end
  -- Something that the desirable item before it asks for besides.
  function spec.together_with(id, says, criterion)
    wished[#wished] = all { id = id, says = says, wished[#wished], criterion }
  end
  return spec
end

-- What the job descriptions, not the specifications, ask of everybody in post. It selects nobody.

for number, duty in ipairs { 16, 18, 17, 16 } do
  item("l" .. number .. "-annual-appraisal") {
    title = "Annual appraisal", level = "level-" .. number, tags = "duty",
    says = "Is appraised each year, and keeps a plan of personal development from which trainings follow",
    source = "Appendix " .. number .. ", Key responsibilities " .. duty,
  }
end

item "entry-level-equivalent" {
  title = "Entry-level equivalent", level = "level-1", source = "Table 1, heading",
  says = "The employer takes something else for equal to the entry-level apprenticeship; what that may be is not said",
}
