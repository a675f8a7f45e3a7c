# SPDX-License-Identifier: MIT
"""Northside: link workers at any step of the Somerset ladder, most of them with something missing or lapsing."""
from datetime import timedelta

from .somerset import CORE, INDUCTION, RATED, SKILLS, THREE_YEARLY, YEARLY, SomersetPerson

COUNT = 200
FIRST = """Amara Ben Chloe Dev Esther Farah George Hana Idris Joan Kofi Lena Marcus Nadia Owen Priya Quentin Rosa Samir
Tess Umar Vera Wesley Xenia Yusuf Zoe""".split()


# --- the stories ---

def amara(person):
    """May progress to mid-career, until her fire safety training runs out."""
    person.name = "Amara Okafor"
    person.enter(without=["mand-fire-safety"])
    person.complete("mand-fire-safety", person.today - timedelta(days=320))
    person.core()
    person.skills(1)


def ben(person):
    """Not yet mid-career: rated by a peer, one skill not signed off, data security out of date."""
    person.name = "Ben Marchetti"
    person.enter(without=["mand-data-security"])
    person.complete("mand-data-security", person.today - timedelta(days=420))
    person.core()
    person.skills(1, without=["summarising", "managing-setbacks"], scores={"promoting-autonomy": 2})
    person.rate("managing-setbacks", 4, person.today - timedelta(days=30), by="p-lowe", as_="peer")


def chloe(person):
    """Everything for wider responsibilities; whether her scores suffice, the organisation has not said."""
    person.name = "Chloe Adeyemi"
    person.enter()
    person.core()
    person.skills(1)
    person.skills(2)
    person.widen()


STORIES = [amara, ben, chloe]
ENTRY, EARLY, MID, ESTABLISHED, WIDER = range(1, 6)


def anybody(person):
    chance = person.chance
    step = [ENTRY, EARLY, EARLY, MID, MID, MID, ESTABLISHED, ESTABLISHED, WIDER][chance.below(9)]
    missing = set()
    if chance.once_in(4):
        missing.add(chance.of(["mand-" + course for course in YEARLY + THREE_YEARLY] + ["ind-" + item for item in INDUCTION]))
    person.enter(missing)
    if chance.once_in(6):  # a yearly course that ran out, or soon will
        person.complete("mand-" + chance.of(YEARLY), person.ago(300, 420))
    if step >= EARLY:
        person.core({chance.of(list(CORE))} if step == EARLY and chance.once_in(2) else ())
    if step >= MID:
        last = step == MID
        person.skills(1, {chance.of(SKILLS[1])} if last and chance.once_in(2) else (),
                      {chance.of(RATED[1]): 2} if last and chance.once_in(3) else None)
    if step >= ESTABLISHED:
        last = step == ESTABLISHED
        person.skills(2, {chance.of(SKILLS[2])} if last and chance.once_in(2) else (),
                      {chance.of(RATED[2]): 2} if last and chance.once_in(3) else None)
    if step >= WIDER:
        person.widen({chance.of(SKILLS[3] + ["taking", "self-monitoring"])} if chance.once_in(2) else ())


def somebody(number, today):
    person = SomersetPerson(f"np-{number:04d}", FIRST, number, today)
    (STORIES[number - 1] if number <= len(STORIES) else anybody)(person)
    return person
