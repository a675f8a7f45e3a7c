# SPDX-License-Identifier: MIT
"""Somebody invented: a name, records, and chance that falls the same way everywhere."""
from datetime import timedelta

LAST = """Abbott Barrow Chidi Dunne Elliot Fenn Gale Hussain Iqbal Jarvis Kaur Lodge Mistry Norris Oyelaran Parfitt Quick
Rudge Sage Tully Usman Vickers Webber Yates""".split()


class Chance:
    """The same numbers everywhere: splitmix64."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        return (mixed ^ (mixed >> 31)) % bound

    def of(self, choices):
        return choices[self.below(len(choices))]

    def once_in(self, n):
        return self.below(n) == 0


class Person:
    """`number` counts within a population and decides every chance; `today` is the day on which its stories hold."""

    def __init__(self, id_, first_names, number, today):
        self.chance = Chance(number)
        self.today = today
        self.id = id_
        self.name = f"{first_names[(number - 1) % len(first_names)]} {self.chance.of(LAST)}"
        self.records = []

    def days_ago(self, days):
        return self.today - timedelta(days=days)

    def ago(self, least, most):
        return self.days_ago(least + self.chance.below(most - least + 1))

    def add(self, kind, subject, on, **fields):
        record = {"kind": kind, "subject": subject, "on": on.isoformat()}
        record.update((name.rstrip("_"), value) for name, value in fields.items())
        record["key"] = f"{self.id}-{len(self.records) + 1:03d}"
        self.records.append(record)

    def sign_off(self, subject, on, by="m-holt", as_="manager", **fields):
        self.add("signoff", subject, on, by=by, as_=as_, **fields)

    def complete(self, course, on):
        self.add("training", course, on, outcome="completed")
