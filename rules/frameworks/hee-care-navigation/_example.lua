-- Appendix 3 prints a job description and a person specification for each tier, to show what employers might write.
-- Nothing in them is asked for: an organisation that recruits by one can see in `desired` how somebody compares.
-- Here is how the items of a specification are declared, and which attributes each has.

local attributes = { essential = {}, enhanced = {}, expert = {} }
local source = "Appendix 3 Example person specification, "

local function declare(word, tier, section, id, fields)
  fields.level, fields.source = tier, source .. section
  fields.tags = fields.tags or { "example" }
  word(id)(fields)
end

local function of(tier)
  local example = {}
  function example.qualification(section, id, title, says, rqf)
    declare(qualification, tier, section, id, { title = title, says = says, rqf = rqf })
  end
  function example.experience(section, id, title, says)
    declare(experience, tier, section, id, { title = title, says = says })
  end
  function example.training(section, id, title, says)
    declare(course, tier, section, id, { title = title, says = says, tags = { "training-item", "example" } })
  end
  function example.stand_in(section, id, title, says) -- signed off in the place of something else
    declare(item, tier, section, id, { title = title, says = says })
  end
  function example.attribute(section, id, title, says)
    example.stand_in(section, id, title, says)
    table.insert(attributes[tier], id)
  end
  return example
end

return { of = of, attributes = attributes }
