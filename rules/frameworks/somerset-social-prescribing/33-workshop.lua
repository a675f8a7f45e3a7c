-- Appendix 3: what a county workshop in November 2019 thought that social prescribing needs.
-- It fed into the framework; no level asks for it.

local function from(domain, source)
  return function(id, title, says)
    competency(id) { domain = domain, title = title, says = says, source = source, tags = { "workshop" } }
  end
end

local respect = from("ws-respecting-people", "Appendix 3, Respecting people")
respect("ws-what-matters", "What matters to people", "Grasps what somebody values")
respect("ws-use-strengths", "Using strengths and assets", "Points people to what they have in and around themselves, and to more of it")
respect("ws-recognise-potential", "Recognising experience and potential", "Notices what someone has lived through and could become")
respect("ws-non-judgmental", "Non-judgmental approach", "Meets people without passing sentence")
respect("ws-meaningful-support", "Meaningful support", "Offers help that makes sense in that life")
respect("ws-empower", "Empowering", "Hands the reins over")

local partner = from("ws-partnership", "Appendix 3, Working in partnership")
partner("ws-strength-based", "Strength-based, solution-oriented", "Works from what is there towards what could be")
partner("ws-active-listening", "Active listening", "Hears more than the words")
partner("ws-trust-and-time", "Trust, rapport, time", "Is patient, and lets trust come")
partner("ws-boundary-skills", "Boundary setting and pushing", "Draws a line where one is needed and stretches people where they can go further")
partner("ws-plan-and-goals", "Care planning and goals", "Turns wishes into a plan with aims")
partner("ws-active-start", "Active support to start", "Is at hand for the first step")
partner("ws-introduce-reconnect", "Introducing and reconnecting", "Brings people to groups and services, or back to them")

local encourage = from("ws-encouragement", "Appendix 3, Encouragement and advice")
encourage("ws-motivational-interviewing", "Motivational interviewing", "Understands this style of conversation and can practise it")
encourage("ws-brief-intervention", "Brief intervention", "Can use a short moment well, say on habits and health")
encourage("ws-group-work", "Group work", "Can lead a group")
encourage("ws-evaluate-plans", "Evaluating plans", "Looks whether a plan does for somebody's health what it should")

local timing = from("ws-right-time", "Appendix 3, Right time approach")
timing("ws-when-to-escalate", "When to escalate", "Recognises when a doctor, social worker or somebody else must come in")
timing("ws-when-to-stop", "When to offer and stop", "Feels when help is wanted, how much, and when more would make people lean on it")

local practical = from("ws-practical", "Appendix 3, Practical approach")
practical("ws-explain-simply", "Explaining simply", "Puts things so that anybody follows")
practical("ws-know-options", "Knowing options", "Can name what is available, or find out")
practical("ws-creative-solutions", "Creative solutions", "Has ideas when ordinary life gets stuck")

local communicate = from("ws-communication", "Appendix 3, General Skills, Communication")
communicate("ws-verbal-written", "Verbal and written skills", "Speaks and writes well")
communicate("ws-recording", "Recording information", "Writes things down and can say what for")
communicate("ws-tools-adapted", "Tools adapted to person", "Handles instruments such as PAM and bends them to whoever is there")
communicate("ws-empathy", "Empathy", "Feels with people and lets them notice")
communicate("ws-creativity", "Creativity and problem solving", "Finds fresh ways out of a difficulty")

local ethical = from("ws-ethical", "Appendix 3, General Skills, Ethical")
ethical("ws-process-boundaries", "Knowing boundaries", "Knows how far to go, so that things are done in proper order")
ethical("ws-respect-choice", "Respecting choice", "Accepts what people decide and where a profession ends")

local patch = from("ws-local-knowledge", "Appendix 3, General Skills, Local Knowledge")
patch("ws-local-systems", "Local systems", "Has an up-to-date picture of local help and its conditions of entry")

local relate = from("ws-relationships", "Appendix 3, General Skills, Relationship building")
relate("ws-key-people", "Key people", "Gets on with those in the neighbourhood who make things happen")
relate("ws-credibility", "Credible reputation", "Becomes somebody whose word is taken")
relate("ws-assertiveness", "Assertiveness", "Speaks up when that is called for")
relate("ws-patience-with-pressures", "Patience with pressures", "Makes allowance for what weighs on services, colleagues, patients and relatives")
