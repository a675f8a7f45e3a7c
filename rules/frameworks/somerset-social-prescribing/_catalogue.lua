-- Courses, and where they are given. Most stand in one of two catalogues, both on screen.

local function on_screen(provider, url)
  return { provider = provider, url = url, mode = "e-learning" }
end

local catalogue = {}

function catalogue.elfh(programme)
  return on_screen("e-learning for healthcare", "https://www.e-lfh.org.uk/programmes/" .. programme .. "/")
end
function catalogue.pci(number)
  return on_screen("Personalised Care Institute", "https://www.personalisedcareinstitute.org.uk/enrol/index.php?id=" .. number)
end

-- A course with these fields, and those of the place where it is given, if the document names one.
function catalogue.course(id, fields, place)
  for name, value in pairs(place or {}) do fields[name] = value end
  course(id)(fields)
end

return catalogue
