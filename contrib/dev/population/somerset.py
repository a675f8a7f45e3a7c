# SPDX-License-Identifier: MIT
"""What brings somebody up the Somerset ladder, step by step. `without` leaves out, `scores` rates otherwise."""
from datetime import timedelta

from .invented import Person

FRAMEWORK = "somerset-social-prescribing"
INDUCTION = """it-systems supervision-appraisal clinical-escalation policies-procedures team-roles-meetings outcome-tools
snomed-codes online-directories""".split()
YEARLY = "data-security fire-safety resuscitation".split()
THREE_YEARLY = """conflict-resolution equality-human-rights health-safety-welfare infection-prevention moving-handling
preventing-radicalisation safeguarding-children safeguarding-adults""".split()
CORE = {  # core competency: a course that shows it, and whether that one lapses
    "core-cultural-competence": "elfh-cultural-competence",
    "core-disability-matters": "elfh-disability-matters",
    "core-health-inequalities": "health-creation-inequalities",
    "core-mental-capacity": "elfh-mental-capacity-act",
    "core-safeguarding-adults": "elfh-safeguarding-adults",
    "core-safeguarding-children": "elfh-safeguarding-children",
    "core-shared-decision-making": "pci-shared-decision-making",
    "core-care-support-planning": "pci-care-support-planning",
    "core-social-prescribing": "elfh-social-prescribing",
    "core-supported-self-management": "nhse-supported-self-management",
    "core-enabling-choice": "elfh-person-centred-approaches",
    "core-personal-budgets": "elfh-personal-health-budgets",
}
SKILLS = {
    1: """hello-my-name-is open-ended-questions focused-to-closed-questions reflection empathy affirmation normalisation
          demystifying-information active-listening summarising clarification non-verbal-communication
          environmental-awareness ask-before-advising""".split(),
    2: """what-matters-planning information-for-choice explore-decisions priorities-and-outcomes activation-and-literacy
          coproduce-goals-plan timely-follow-up""".split(),
    3: """shared-decision-making care-support-planning community-development self-management-support enabling-choice
          personal-budgets supervision-leadership""".split(),
}
RATED = {
    0: ["person-centred-approach"],
    1: ["promoting-autonomy", "action-planning-goal-setting", "managing-setbacks"],
    2: ["supporting-self-efficacy", "self-monitoring"],
}


class SomersetPerson(Person):
    def rate(self, competency, score, on, by="a-penrose", as_="assessor", method="observed-session"):
        self.add("assessment", f"{FRAMEWORK}/{competency}", on, value=score, by=by, as_=as_, method=method)

    def enter(self, without=(), role="social-prescribing-link-worker"):
        start = self.ago(800, 1000)
        self.add("role", role, start, value=self.chance.of([1, 1, 0.8, 0.6]))
        self.sign_off("person-specification-met", start)
        for item in INDUCTION:
            if "ind-" + item not in without:
                self.sign_off("ind-" + item, start + timedelta(days=7 + self.chance.below(35)))
        self.complete("care-certificate", start + timedelta(days=60 + self.chance.below(60)))
        for course in YEARLY + THREE_YEARLY:
            if "mand-" + course not in without:
                self.complete("mand-" + course, self.ago(20, 300 if course in YEARLY else 900))

    def core(self, without=(), score=None):
        for competency, course in CORE.items():
            if competency in without:
                continue
            if self.chance.once_in(3):
                self.sign_off(f"{FRAMEWORK}/{competency}", self.ago(300, 700), by="s-amory", as_="supervisor")
            else:
                self.complete(course, self.ago(200, 700))
        self.rate("person-centred-approach", score or 3 + self.chance.below(3), self.ago(200, 600))

    def skills(self, level, without=(), scores=None):
        for skill in SKILLS[level]:
            if skill not in without:
                self.sign_off(f"{FRAMEWORK}/l{level}-{skill}", self.ago(60, 400), by="s-amory", as_="supervisor")
        for competency in RATED.get(level, []):
            if competency not in without:
                score = (scores or {}).get(competency, 3 + self.chance.below(3))
                self.rate(competency, score, self.ago(40, 350), method=self.chance.of(
                    ["observed-session", "supervision-review", "appraisal-review"]))

    def widen(self, without=()):
        self.skills(3, without)
        for competency in sum(RATED.values(), []):
            self.rate(competency, 5 if competency not in without else 4, self.ago(5, 39))
        if "taking" not in without:
            self.sign_off(self.chance.of(["taking-wider-duties", "taking-leadership", "taking-specialisation"]),
                          self.ago(10, 60))
