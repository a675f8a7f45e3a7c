-- Further subjects that staff already in post have found useful. Nobody has to take any; which ones help
-- depends on the people a worker meets.

local source = "8.0 Other training"
local subject

local catalogue = include "_catalogue"

local function about(id, title, says)
  subject = id
  course(id) { title = title, says = says, source = source, tags = { "training-item", "other-training" } }
end

-- `place`: a programme of e-learning for healthcare, or a table.
local function offer(id, title, says, place)
  if type(place) == "string" then
    place = catalogue.elfh(place)
  end
  catalogue.course(id, { title = title, says = says, source = source, tags = { "resource", subject } }, place)
end

about("topic-adverse-childhood", "Adverse childhood experiences", "What a hard childhood does later on")
offer("aces-video", "Childhood adversity video", "A film on early stress and the rest of life",
  { url = "https://www.youtube.com/watch?v=XHgLYI9KZ-A" })

about("topic-alcohol-tobacco", "Alcohol and tobacco", "Drinking and smoking")
offer("elfh-alcohol-tobacco", "Brief interventions", "How to notice harmful use and say the little that helps",
  "alcohol-and-tobacco-brief-interventions")

about("topic-carers", "Carers", "People who look after somebody unpaid")
offer("elfh-unpaid-carers", "Supporting unpaid carers", "Meant for the carers themselves", "supporting-unpaid-carers")
offer("elfh-carers-general-practice", "Carers in general practice",
  "How a practice finds carers of every age and stands by them", "supporting-carers-in-general-practice")

about("topic-community-resources", "Community resources", "Groups and other help in a neighbourhood")
offer("elfh-community-centred", "Community-centred approaches", "First why it works, then how to do it",
  "community-centred-approaches-to-health-improvement")
offer("spark-community-connector", "Community connector training", "SPARK's course for people who connect others",
  { url = "https://www.sparksomerset.org.uk/projects/wellbeing-south-somerset", provider = "SPARK" })

about("topic-conflict-nvc", "Conflict and non-violent communication", "Quarrels, and speech that does not hurt")
offer("nvc-resources", "Non-violent communication resources", "Free material to learn the method",
  { url = "https://www.nonviolentcommunication.com/resources/", cost = 0 })
offer("nvc-conflict-resolution", "Non-violent conflict resolution", "The same method for settling quarrels",
  { url = "https://www.nonviolentcommunication.com/learn-nonviolent-communication/nvc-conflict-resolution/" })

about("topic-covid-19", "COVID-19", "Life after the infection")
offer("elfh-covid-recovery", "Recovery and rehabilitation", "For staff whose clients are still getting better",
  "covid-19-recovery-and-rehabilitation")

about("topic-dementia", "Dementia", "Dementia, for those who have it and those around them")
offer("elfh-dementia", "Dementia care", "Essentials for supporting a good life with it", "dementia")
offer("elfh-lived-experience-dementia", "Lived experience of dementia", "Seen from inside", "the-lived-experience-of-dementia")
offer("dementia-friends", "Dementia Friends", "The campaign's session on the web",
  { url = "https://www.dementiafriends.org.uk/register-digital-friend", mode = "e-learning" })
offer("dementia-alliance", "Dementia Alliance", "What the county's alliance teaches",
  { url = "https://www.dementiasomerset.org.uk/", provider = "The local Dementia Alliance" })

about("topic-debt", "Debt management", "Money owed")
offer("money-advice-service", "Money Advice Service", "Public advice on owing and borrowing",
  { url = "https://www.moneyadviceservice.org.uk/en/categories/debt-and-borrowing" })
offer("citizens-advice-debt", "Citizens Advice", "The charity's advice on money",
  { url = "https://www.citizensadvice.org.uk/debt-and-money/", provider = "Citizens Advice" })

about("topic-diabetes", "Diabetes", "Diabetes and its prevention")
offer("diabetes-in-healthcare", "Diabetes in Healthcare", "A start for staff who are no specialists",
  { url = "https://www.diabetesinhealthcare.co.uk/" })
offer("healthier-you", "Healthier You", "The nationwide course that keeps people from developing it",
  { provider = "NHS" })
offer("local-diabetes-training", "Local diabetes training", "Given by the county's own provider")

about("topic-domestic-abuse", "Domestic violence and abuse", "Violence and control at home")
offer("elfh-domestic-abuse", "Domestic violence and abuse", "The family as a whole, past hurt, and whoever does the harm",
  "domestic-violence-and-abuse-e-learning-for-health-visitors-and-nurses")
offer("ava-trauma-informed", "AVA trauma-informed training", "A charity's teaching on abuse, drink and trauma",
  { url = "https://avaproject.org.uk/training/", provider = "AVA" })

about("topic-end-of-life", "End of life", "Dying and bereavement")
offer("elfh-end-of-life", "End of Life Care for All", "So that whoever helps, paid or not, does it well", "end-of-life-care")
offer("palliative-echo", "Palliative ECHO", "A hospice's learning network")

about("topic-housing-homelessness", "Housing and homelessness", "Bad housing, and none")
offer("elfh-cold-homes", "Cold homes", "What a cold home does and who can put it right", "cold-homes")
offer("elfh-tackling-homelessness", "Tackling homelessness", "Its forms, its harm and the duty to refer, in two parts",
  "tackling-homelessness")
offer("homelessness-interview", "Homelessness interview", "One person's account on film",
  { url = "https://www.youtube.com/watch?v=DY3zYd9hT2M" })
offer("homelessness-video", "Homelessness video", "A poem on film",
  { url = "https://www.youtube.com/watch?v=xHNOL1IP47I" })
offer("homeless-link", "Understanding homelessness", "The charity's introduction",
  { provider = "Homeless Link" })

about("topic-learning-disability", "Learning disability", "Learning disability and fair health")
offer("elfh-health-equalities", "Health Equalities Framework", "A tool against unfair health, and where the unfairness starts",
  "health-equalities-framework")

about("topic-mental-health", "Mental health", "Mental health at every age")
offer("elfh-mental-health-awareness", "Mental health awareness", "A tour of the subject, with what anybody can do",
  "mental-health-awareness-programme")
offer("elfh-mindfulness", "Introduction to mindfulness", "The practice, what speaks for it, and further reading",
  "introduction-to-mindfulness")
offer("elfh-minded", "MindEd", "The minds of the young", "minded")
offer("elfh-suicide-prevention", "Suicide prevention", "Daring to ask, and staying with the answer", "suicide-prevention")
offer("elfh-mental-health-resources", "Mental health resources", "Things to look up",
  { provider = "e-learning for healthcare",
    url = "https://www.e-lfh.org.uk/programmes/mental-health-training-resources/" })
offer("mental-health-first-aid", "Mental health first aid", "In a morning, or in more depth over two days",
  { url = "https://mhfaengland.org/" })

about("topic-nhs-health-check", "NHS Health Check", "The check-up in middle age")
offer("elfh-nhs-health-check", "NHS Health Check", "How the check is done, for people from 40 to 74", "nhs-health-check")

about("topic-obesity", "Obesity", "Weight and health")
offer("elfh-obesity", "Obesity", "Where it comes from and how to accompany change", "obesity")
offer("weight-brief-interventions", "Weight management brief interventions", "The government's guide to a short word on weight",
  { url = "https://www.gov.uk/government/publications/adult-weight-management-a-guide-to-brief-interventions" })
offer("oxford-weight-videos", "Weight referral videos", "A university's films on offering a referral",
  { provider = "University of Oxford" })

about("topic-pain", "Pain", "Pain that lasts")
offer("elfh-pain", "Pain management", "Pain from all sides, in a dozen parts",
  { provider = "e-learning for healthcare", mode = "e-learning",
    url = "https://www.e-lfh.org.uk/updated-pain-management-e-learning-programme/" })
offer("elfh-escape-pain", "ESCAPE-pain", "Exercise and understanding for sore joints",
  { provider = "e-learning for healthcare", mode = "e-learning", url = "https://www.e-lfh.org.uk/escape-pain-programme/" })

about("topic-physical-activity", "Physical activity", "Moving more")
offer("elfh-physical-activity", "Physical activity and health", "How much is good, why, and how to bring it up",
  "physical-activity-and-health")
offer("sasp", "Somerset sports partnership", "The county's partnership for sport",
  { url = "https://www.sasp.co.uk/", provider = "Somerset Sports & Activity Partnership" })
offer("health-walks", "Health Walks", "Guided walks nearby",
  { url = "https://www.sasp.co.uk/health-walks", provider = "Somerset Sports & Activity Partnership" })
offer("flexercise", "Flexercise", "Seated exercise nearby",
  { url = "https://www.ageuk.org.uk/somerset/activities-and-events/flexercise-classes/" })

about("topic-work-health", "Work and health", "Having work, and being well")
offer("elfh-work-health", "Work and health", "What a job does for health and health for a job", "work-and-health")
