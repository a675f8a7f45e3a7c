-- The six competencies that are rated on the Dreyfus scale, each with what every score looks like.

competency "person-centred-approach" {
  domain = "assessed-competencies", level = "early-career", scale = "dreyfus",
  title = "Person centred approach",
  says = "Opens with what the other person cares about, listens with warmth before offering anything, "
    .. "and leaves them wanting to decide and act for themselves",
  source = "Appendix 6, Core competencies",
  anchors = {
    [0] = "Lectures, or deals with people in a way that puts them off; neither rapport nor listening is tried",
    "Mostly tells people what to do; a little listening; everybody gets the same treatment",
    "Now and then person centred but without depth; talks over people or reaches for answers too early",
    "Person centred where it counts and in changing circumstances, though for instance a strength goes unnoticed",
    "Person centred throughout; the other leads the conversation, and the style suits the setting",
    "Person centred with ease; reads small differences between people and moments and answers each of them",
  },
}

competency "promoting-autonomy" {
  domain = "assessed-competencies", level = "mid-career", scale = "dreyfus",
  title = "Promoting autonomy",
  says = "Gets people to take part rather than be dealt with, so that the drive and the choices are their own; "
    .. "adds knowledge as an equal",
  source = "Appendix 6, Level 1",
  anchors = {
    [0] = "Offers no choice, or takes choices away",
    "Offers choice rarely, or where it does not fit",
    "Offers choice at times but thinly; openings slip by, contact is weak, people start to lean on the worker",
    "Offers choice fittingly and with attention; small slips, and somebody may lean on the worker once in a while",
    "Offers choice often and well, and tells one situation from another; hardly a slip",
    "Offers just the choice that this person can use now, and shifts as soon as that changes",
  },
}

competency "action-planning-goal-setting" {
  domain = "assessed-competencies", level = "mid-career", scale = "dreyfus",
  title = "Action planning and goal setting",
  says = "Comes to a spoken agreement on what to aim for, what will help and what may get in the way",
  source = "Appendix 6, Level 1",
  anchors = {
    [0] = "Leaves aims and plans out, or imposes them",
    "Touches on aims briefly or at the wrong moment",
    "Talks about aims sometimes, in little detail; misses openings or uses one recipe for everybody",
    "Reaches sensible aims with attention to the person; small slips remain",
    "Plans well and often, and fits the plan to the setting; hardly a slip",
    "Plans with a sure feel for what this person can do here, and revises the moment it no longer holds",
  },
}

competency "managing-setbacks" {
  domain = "assessed-competencies", level = "mid-career", scale = "dreyfus",
  title = "Managing setbacks and problem solving",
  says = "Looks back with people, celebrates what worked, treats what did not as something learned, cuts "
    .. "problems to size and prepares for the next obstacle",
  source = "Appendix 6, Level 1",
  anchors = {
    [0] = "Passes over what went wrong, or makes it worse",
    "Mentions what went wrong briefly or clumsily",
    "Looks at it sometimes and adjusts a little; openings are lost and contact is weak",
    "Looks at it properly and finds workable ways on, with attention; small slips remain",
    "Does so often and well, and tells one situation from another; hardly a slip",
    "Turns each obstacle into a next step that fits exactly this person and this moment",
  },
}

competency "supporting-self-efficacy" {
  domain = "assessed-competencies", level = "established", scale = "dreyfus",
  title = "Supporting competence and self-efficacy",
  says = "Helps people to trust their own ability: smaller steps, fewer obstacles, honest and useful "
    .. "feedback, always from what they already know and can do",
  source = "Appendix 6, Level 2",
  anchors = {
    [0] = "Does nothing for people's belief in themselves, or undermines it",
    "Encourages hardly at all, or misjudges it",
    "Encourages at times but superficially; contact is weak and openings are lost",
    "Builds confidence fittingly and with attention; small slips remain",
    "Builds confidence often and well, and tells one situation from another; hardly a slip",
    "Builds confidence at exactly the pace each person can carry, and senses when that changes",
  },
}

competency "self-monitoring" {
  domain = "assessed-competencies", level = "established", scale = "dreyfus",
  title = "Self-monitoring",
  says = "Finds out how people keep an eye on their own progress, offers help with it and praises every try",
  source = "Appendix 6, Level 2",
  anchors = {
    [0] = "Never raises how people follow their own progress, or does so harmfully",
    "Raises it barely, or very much out of place",
    "Raises it from time to time; contact is weak and openings are lost",
    "Raises it fittingly and with attention; small slips remain",
    "Raises it often and well, and tells one situation from another; hardly a slip",
    "Makes looking at one's own progress a habit that suits the person, and tunes it with a light hand",
  },
}
