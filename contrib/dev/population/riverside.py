# SPDX-License-Identifier: MIT
"""Riverside: navigators at the desks, care coordinators, link workers and coaches, asked about by five frameworks."""
from .coordination import ACCREDITED, Coordinator
from .navigation import SEL, attributes, column, statements
from .somerset import CORE, INDUCTION, RATED, SKILLS, THREE_YEARLY, YEARLY

COUNT = 80
FIRST = """Grace Hamid Ines Joseph Kath Liam Maya Oscar Agnes Bilal Carys Dinesh Ebele Fergus Gwen Hugo Imani Jakub Keira
Leon Mabel Naveed Oona Pavel Roisin Sunita Tomasz Una Viktor Wanda""".split()
SEEDS = 1000000  # other chances than Northside's


# --- the stories ---

def grace(person):
    """Care navigator at level 2, with the first national tier, and a little short of the second."""
    person.name = "Grace Nwosu"
    person.employ("care-coordinator", 120, 0.8)
    person.sit_at_desk(2)
    person.tier("essential")
    person.be_professional()
    person.tier("enhanced", without=statements("enhanced")[:5] + ["enh-sector-background"])
    person.add("experience", "enh-sector-background", person.days_ago(120))
    person.prepare(without=["pci-two-day-care-coordination", "pci-shared-decision-making", "induction-it-systems"])
    person.be_paid_as_coordinator("enrolled")


def hamid(person):
    """At level 1, and recommended for level 2: two trainings are missing, and a peer's word does not count."""
    person.name = "Hamid Rahimi"
    peers = "l2-signposting"
    person.sit_at_desk(1)
    person.appoint(2, without=["ps2-reception-independent-working", "ps2-channels-and-databases"])
    person.rise(2, 410)
    person.show(2, without=["l2-mental-health-training", "l2-end-of-life-care", peers])
    person.assess(f"{SEL}/{peers}", "service-user-feedback", on=person.days_ago(50), by="g-nwosu", as_="peer")


def ines(person):
    """At level 3; whoever holds that needs nothing more of the first national tier."""
    person.name = "Ines Carvalho"
    person.sit_at_desk(3)
    person.be_professional()
    person.tier("enhanced")


def joseph(person):
    """Care coordinator whose name is down for both courses of the job: paid for by the scheme, and no referrals yet."""
    person.name = "Joseph Adjei"
    person.employ("care-coordinator", 40)
    person.prepare(without=["pci-two-day-care-coordination"])
    person.add("training", "pci-two-day-care-coordination", person.days_ago(12), outcome="enrolled")
    person.settle(14, 5)
    person.be_paid_as_coordinator("enrolled")


def kath(person):
    """Care coordinator three days a week, with everything; how often she is supervised, nobody has decided."""
    person.name = "Kath Brennan"
    person.employ("care-coordinator", 640, 0.6)
    person.prepare()
    person.settle(35, 12)
    person.coordinate()
    person.be_paid_as_coordinator()


def liam(person):
    """Link worker whose safeguarding lapses this month, and with it the ladder and the scheme."""
    person.name = "Liam Prosser"
    person.enter(without=["mand-safeguarding-adults", "mand-fire-safety"])
    person.complete("mand-safeguarding-adults", person.days_ago(1073))
    person.complete("mand-fire-safety", person.days_ago(300))
    person.core()
    person.complete("elfh-social-prescribing", person.days_ago(400))
    person.skills(1)
    person.be_paid_as_link_worker()


def maya(person):
    """Coach who has missed one session of supervision in a group."""
    person.name = "Maya Lindqvist"
    person.enter(role="health-and-wellbeing-coach")
    person.core()
    person.be_paid_as_coach(20, 75)


def oscar(person):
    """Link worker for two months: what to do first?"""
    person.name = "Oscar Whitlam"
    person.employ("social-prescribing-link-worker", 61)
    person.sign_off("person-specification-met", person.days_ago(61))
    for item in INDUCTION[:6]:
        person.sign_off("ind-" + item, person.days_ago(40))
    person.add("training", "care-certificate", person.days_ago(50), outcome="undertaking")
    for course in THREE_YEARLY + YEARLY[:1]:
        person.complete("mand-" + course, person.days_ago(45))
    for course in list(CORE.values())[:5]:
        person.complete(course, person.days_ago(30))
    person.add("training", "pci-link-worker-training", person.days_ago(20), outcome="enrolled")


STORIES = [grace, hamid, ines, joseph, kath, liam, maya, oscar]


# --- the others ---

def some_of(chance, names, most):
    return [chance.of(names) for _ in range(chance.below(most + 1))]


def navigator(person):
    """At the desk, at some level, with something missing of the last step."""
    chance = person.chance
    level = chance.of([1, 1, 1, 2, 2, 2, 3, 3, 4])
    trainings = ["l1-basic-life-support", "l2-end-of-life-care", "l2-mental-health-training", "l2-safeguarding-level-3"]
    without = some_of(chance, column(level) + attributes(level) + trainings, 3) if chance.once_in(2) else []
    person.sit_at_desk(level, without)
    if level < 4 and chance.once_in(3):  # on the way up
        person.rise(level + 1, 40 + chance.below(500))
        person.show(level + 1, without=some_of(chance, column(level + 1), 12))
    if chance.once_in(3):
        return
    person.be_professional(some_of(chance, ["all-honesty-openness", "all-urgent-help"], 1))
    person.tier("essential", without=some_of(chance, statements("essential"), 9))
    if level >= 3:
        person.tier("enhanced", without=some_of(chance, statements("enhanced") + ["enh-sector-background"], 6))


def coordinator(person):
    """At some time in the job."""
    chance = person.chance
    days = chance.of([25, 90, 200, 300, 500, 900])
    person.employ("care-coordinator", days, chance.of([1, 1, 1, 0.6]))
    missing = some_of(chance, ACCREDITED + ["setting-induction", "mandatory-confidentiality"], 1)
    person.prepare(missing)
    person.settle(14 if days < 183 else 28, chance.below(45))
    if days > 180:
        person.coordinate(some_of(chance, ["assess-needs", "data-handling", "monitor-and-respond", "professionalism"], 3))
        person.sign_off("personal-development-plan", person.ago(20, 150))
        for kind in ("cpd-webinars", "cpd-mental-health", "cpd-case-discussion")[:1 + chance.below(3)]:
            person.complete(kind, person.ago(10, 150))
    person.be_paid_as_coordinator(chance.of(["completed", "enrolled"]),
                                  some_of(chance, ["gp-supervision", "resp-decision-aids"], 1))


def ladder(person, role):
    """Some way up the Somerset ladder."""
    chance = person.chance
    steps = chance.below(3)
    person.enter(["mand-" + chance.of(YEARLY + THREE_YEARLY)] if chance.once_in(4) else [], role)
    person.core([chance.of(list(CORE))] if chance.once_in(3) else ())
    if steps >= 1:
        person.skills(1, [chance.of(SKILLS[1] + RATED[1])] if chance.once_in(2) else ())
    if steps >= 2:
        person.skills(2, [chance.of(SKILLS[2] + RATED[2])] if chance.once_in(2) else ())


def link_worker(person):
    ladder(person, "social-prescribing-link-worker")
    person.complete("elfh-social-prescribing", person.ago(100, 600))
    if not person.chance.once_in(4):
        person.be_paid_as_link_worker()


def coach(person):
    ladder(person, "health-and-wellbeing-coach")
    person.be_paid_as_coach(person.chance.below(60), person.chance.below(80))


# The number of the last of each team; coaches come last.
TEAMS = [(48, navigator), (62, coordinator), (74, link_worker)]


def team(number):
    return next((of for last, of in TEAMS if number <= last), coach)


def somebody(number, today):
    person = Coordinator(f"rs-{number:04d}", FIRST, SEEDS + number, today)
    (STORIES[number - 1] if number <= len(STORIES) else team(number))(person)
    return person
