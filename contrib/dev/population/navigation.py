# SPDX-License-Identifier: MIT
"""What brings somebody up the two ladders of care navigation: south east London's levels, and the national tiers."""
from .codebook import codes
from .somerset import SomersetPerson

SEL, HEE = "sel-care-navigator", "hee-care-navigation"

# What a level's person specification asks for beside attributes, which are signed off.
QUALIFICATIONS = {
    1: ["ps1-gcse-english-maths", "ps1-nvq-2-admin"],
    2: ["ps2-gcse-english-maths", "ps2-secretarial-level-3"],
    3: ["ps3-a-level-with-gcse-c", "ps3-secretarial-it-level-3"],
    4: ["ps4-degree"],
}
EXPERIENCE = {
    1: ["ps1-reception-admin-experience"],
    2: ["ps2-reception-independent-working"],
    3: ["ps3-three-years-direct-contact", "ps3-multi-professional-working", "ps3-vulnerable-clients",
        "ps3-data-audit-reports"],
    4: ["ps4-five-years-direct-contact", "ps4-service-coordination", "ps4-complex-needs-clients",
        "ps4-project-budget-management"],
}
SHOWN_BY_COURSES = {  # competencies of the table that are trainings
    "l1-basic-life-support": "basic-life-support",
    "l1-safeguarding-level-2": "safeguarding-level-2",
    "l2-safeguarding-level-3": "safeguarding-level-3",
    "l2-end-of-life-care": "end-of-life-care-level-2",
    "l2-mental-health-training": "mental-health-level-2",
}
LASTS = {"basic-life-support": 365, "safeguarding-level-2": 1095, "safeguarding-level-3": 1095}  # in days, at the least
PROGRAMMES = {2: "band-2-3-programme", 3: "band-3-4-programme", 4: "band-4-5-programme"}  # for the level below
TIERS = {"essential": "ess-", "enhanced": "enh-", "expert": "exp-"}
BACKGROUND = {
    "enhanced": ["enh-sector-background", "enh-long-term-needs"],
    "expert": ["exp-care-depth", "exp-managerial"],
}


def column(level):
    """The competencies of one level of south east London's table."""
    return codes(SEL, "competency", f"l{level}-")


def attributes(level):
    """The essential items of a person specification that are signed off."""
    every = codes(SEL, "attestation", f"ps{level}-")
    return [item for item in every if not any(part in item for part in ("-des-", "-alt-", "degree-equivalent"))]


def statements(tier):
    return codes(HEE, "competency", TIERS[tier])


class Navigator(SomersetPerson):
    """`without` leaves out what bears one of its names."""

    def train(self, course):
        """Still in date, and not about to lapse."""
        self.complete(course, self.ago(30, LASTS.get(course, 700) - 60))

    def appoint(self, level, without=()):
        """The person specification of a level."""
        asked = self.ago(700, 1500)
        for qualification in QUALIFICATIONS[level]:
            if qualification not in without:
                self.add("qualification", qualification, self.ago(2000, 4000))
        for field in EXPERIENCE[level]:
            if field not in without:
                self.add("experience", field, self.ago(2000, 3500))
        for item in attributes(level):
            if item not in without:
                self.sign_off(item, asked, method="interview")

    def rise(self, level, recommended):
        """By the programme for the level below, and a recommendation so many days ago, in the place of experience."""
        self.complete(PROGRAMMES[level], self.ago(recommended + 30, recommended + 300))
        self.add("appraisal", f"{SEL}/level-{level}", self.days_ago(recommended), outcome="recommended", by="m-holt",
                 as_="manager")

    def show(self, level, without=()):
        """One column of the table, by assessment or by course."""
        for competency in column(level):
            if competency in without:
                continue
            if competency in SHOWN_BY_COURSES:
                self.train(SHOWN_BY_COURSES[competency])
            else:
                self.assess(f"{SEL}/{competency}", self.chance.of(["simulation", "appraisal-review", "appraisal-review"]))

    def assess(self, competency, method, value=1, on=None, by="t-brook", as_="supervisor"):
        self.add("assessment", competency, on or self.ago(40, 400), value=value, by=by, as_=as_, method=method)

    def sit_at_desk(self, level, without=()):
        """Works at a level: appointed, and with the columns up to it."""
        if "entry-level-equivalent" not in without:
            self.sign_off("entry-level-equivalent", self.ago(1500, 2000))
        self.appoint(level, without)
        for below in range(1, level + 1):
            self.show(below, without)

    def tier(self, tier, without=(), arranged=True):
        """A tier's own statements, and what it asks for beside."""
        for statement in statements(tier):
            if statement not in without:
                self.assess(f"{HEE}/{statement}", self.chance.of(["workplace-based-assessment", "portfolio"]))
        for field in BACKGROUND.get(tier, []):
            if field not in without:
                self.add("experience", field, self.ago(1000, 3000))
        if arranged and tier != "expert":
            self.sign_off(TIERS[tier] + "supervision-arrangement", self.ago(200, 600), by="s-amory", as_="supervisor")

    def be_professional(self, without=()):
        """What every tier asks for."""
        for statement in codes(HEE, "competency", "all-"):
            if statement not in without:
                self.assess(f"{HEE}/{statement}", "workplace-based-assessment")
