-- How three frameworks of care navigation and coordination go together: south east London's of 2016 and 2017, Health
-- Education England's of 2016, and NHS England's of 2023. Links only: nothing can be reached here. README.md says how
-- each was judged.
--
-- Sources are named as in the three packs: "SEL report" is the interim report of 2016, "SEL paper" the article of 2017, "HEE"
-- and "NHSE" the two national documents.

framework "care-navigation-crosswalk" {
  title = "Crosswalk of care navigation frameworks", edition = "1",
  source = "SEL report, Table 1 and appendices 1-4; SEL paper, Table 2; HEE, sections 8.1 and 8.2, appendix 3; NHSE, appendix 1",
}

-- Levels -------------------------------------------------------------------------------------------------
--
-- The three job descriptions of the one are those of the other: level 2 and essential, level 3 and enhanced, level 4 and
-- expert. But a tier is more than its example job: it is a list of statements, and each list has what the other has not.
-- So level and tier of the same job overlap, and neither makes the other. One step higher is another matter: the document
-- itself describes that job as the one above.

-- A link stands on a line of its own: answers name it.

local function same_job(level, tier, job, missing)
  return {
    "sel-care-navigator/" .. level, to = "hee-care-navigation/" .. tier, grade = "narrower",
    says = "The example job description (" .. job .. ") is the same, and meant as an illustration. The tier asks for more "
      .. "than the level does: " .. missing,
    source = "SEL report, Table 1 and Appendix " .. level:sub(-1) .. "; HEE, 8.1, 8.2 and Appendix 3",
  }
end

link (same_job("level-2", "essential", "Band 3/4",
  "consent before contact is made, money matters, telling people whom to call, ending a relationship well"))
link (same_job("level-3", "enhanced", "Band 4/5",
  "mental health law, access problems fed back to colleagues, the way to benefits, a background in care"))
link (same_job("level-4", "expert", "Band 5/6",
  "feedback to commissioners, weighing how valid information is, help with benefits, networks for those supervised"))

local function one_step_higher(level, tier, above)
  return {
    "sel-care-navigator/" .. level, to = "hee-care-navigation/" .. tier, grade = "broader",
    says = "The job description of this level is the example of the tier " .. above .. ", and each tier takes in the ones "
      .. "before it. A few statements have no counterpart by name (README.md lists them)",
    source = "SEL report, Table 1 and Appendix " .. level:sub(-1) .. "; HEE, 7.3, 8.1 and Appendix 3",
  }
end

link (one_step_higher("level-3", "essential", "above"))
link (one_step_higher("level-4", "essential", "two above"))
link (one_step_higher("level-4", "enhanced", "above"))

-- The other way round no tier makes a level: each level asks for trainings by name that no tier asks for.
local function asks_for_trainings(tier, level, trainings)
  return {
    "hee-care-navigation/" .. tier, to = "sel-care-navigator/" .. level, grade = "narrower",
    says = "The same job by its description, but the level also asks for " .. trainings,
    source = "SEL report, Table 1; HEE, 8.2",
  }
end

link (asks_for_trainings("essential", "level-2",
  "safeguarding at level 3, end of life care and mental health at level 2, and basic life support"))
link (asks_for_trainings("enhanced", "level-3", "what level 2 asks for by name, and for a caseload of one's own"))
link (asks_for_trainings("expert", "level-4", "budgets, recruiting and managing projects, beside what the levels below ask for by name"))

link {
  "sel-care-navigator/level-1", to = "hee-care-navigation/essential", grade = "related",
  says = "Level 1 has no tier. Receptionists are named in both, but its job description (Band 2/3) is in the one document only",
  source = "SEL report, Appendix 1; HEE, 8.1 Essential",
}
