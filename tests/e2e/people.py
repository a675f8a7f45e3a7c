#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The invented people of contrib/dev/people: the same bytes everywhere, taken without a warning, with the stories they have.

usage: tests/e2e/people.py WAYMARKD WAYMARK
"""
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DAY = "2026-09-01"
BYTES = {  # SHA-256; Northside's figures stand in README.md
    "northside": "f93e2e245f7bf6261d2ae695689145ad106180d1ba77436c19d680098f56031c",
    "riverside": "04d72dc008c2a799b83a5d6764d767d1c192d61cb48f38c705f979748f2c0d06",
}
SEL, HEE, NHSE, ARRS, SOMERSET = ("sel-care-navigator/", "hee-care-navigation/", "nhse-care-coordinator/", "arrs-roles/",
                                  "somerset-social-prescribing/")
STORIES = [  # person, level or gate, outcome, until, what alone is unmet or the parameter that is not set
    ("np-0001", SOMERSET + "mid-career", "eligible", "2026-10-16", None),
    ("np-0002", SOMERSET + "mid-career", "not-eligible", None, None),
    ("np-0003", SOMERSET + "wider-responsibilities", "indeterminate", "2026-12-24", "dreyfus-level-3"),
    ("rs-0001", SEL + "level-2", "eligible", "2027-04-18", None),
    ("rs-0001", HEE + "essential", "eligible", None, None),
    ("rs-0001", HEE + "enhanced", "not-eligible", None, None),
    ("rs-0002", SEL + "level-1", "eligible", "2027-02-02", None),
    ("rs-0002", SEL + "appoint-level-2", "eligible", "2026-10-18", None),
    ("rs-0002", SEL + "level-2", "not-eligible", None, None),
    ("rs-0003", SEL + "level-3", "eligible", "2027-07-15", None),
    ("rs-0004", ARRS + "arrs-care-coordinator", "eligible", None, None),
    ("rs-0004", NHSE + "take-referrals", "not-eligible", None, "trained:pci-two-day-care-coordination"),
    ("rs-0005", NHSE + "supervision-in-order", "indeterminate", None, "part-time-cadence"),
    ("rs-0006", ARRS + "arrs-link-worker", "eligible", "2026-09-24", None),
    ("rs-0006", SOMERSET + "mid-career", "eligible", "2026-09-24", None),
    ("rs-0007", ARRS + "arrs-health-coach", "not-eligible", None, "supervised:group-coaching-supervision"),
    ("rs-0008", ARRS + "arrs-link-worker", "not-eligible", None, None),
]


def people(organisation, *words, **surroundings):
    run = subprocess.run([os.path.join(ROOT, "contrib/dev/people"), "--organisation", organisation, *words],
                         env=dict(os.environ, **surroundings), stdout=subprocess.PIPE, check=True)
    return run.stdout


class Waymark:
    """A daemon with the packs that ship, in a folder of its own."""

    def __init__(self, daemon, command, folder):
        self.command, self.socket = command, folder + "/waymark.sock"
        with open(folder + "/waymark.yaml", "w", encoding="utf-8") as file:
            json.dump({"socket": self.socket, "store": folder + "/waymark.db", "rules": [ROOT + "/rules"],
                       "log": {"level": "warning"}}, file)
        self.daemon = subprocess.Popen([daemon, "--config", folder + "/waymark.yaml"])
        for _ in range(1200):
            if self.run("health").returncode == 0:
                return
            time.sleep(0.1)
        raise SystemExit("people: the daemon does not answer")

    def run(self, *words, given=None):
        return subprocess.run([self.command, "--socket", self.socket, *words], input=given, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)

    def end(self):
        self.daemon.terminate()
        return self.daemon.wait(60)


def bytes_differ():
    for organisation, wanted in BYTES.items():
        for seed in "1", "2":
            found = hashlib.sha256(people(organisation, PYTHONHASHSEED=seed, LC_ALL="C")).hexdigest()
            if found != wanted:
                yield f"{organisation}: the people are others: SHA-256 {found}"


def not_taken(waymark):
    for organisation in BYTES:
        taken = waymark.run("--org", organisation, "import", "-", given=people(organisation))
        if taken.returncode != 0 or taken.stderr:
            yield f"{organisation}: not taken as they are: {taken.stderr.decode()[:2000]}"


def told_otherwise(waymark):
    organisations = {"np": "northside", "rs": "riverside"}
    for person, level, outcome, until, why in STORIES:
        answer = waymark.run("--org", organisations[person[:2]], "--json", "why", person, level, "--as-of", DAY)
        if answer.returncode not in (0, 3, 4):
            yield f"{person} {level}: {answer.stderr.decode()}"
            continue
        decision = json.loads(answer.stdout)
        unmet = [one["id"] for one in decision["unmet"]]
        named = [one.get("parameter") for one in decision.get("unknown", [])]
        if (decision["outcome"], decision.get("until")) != (outcome, until):
            yield f"{person} {level}: {decision['outcome']} until {decision.get('until')}, not {outcome} until {until}"
        if why is not None and unmet + sorted(set(named)) != [why]:
            yield f"{person} {level}: {unmet + sorted(set(named))}, not {why}"


def main():
    faults = list(bytes_differ())
    with tempfile.TemporaryDirectory(prefix="waymark-people-") as folder:
        waymark = Waymark(sys.argv[1], sys.argv[2], folder)
        try:
            faults += not_taken(waymark)
            faults += told_otherwise(waymark)
        finally:
            ended = waymark.end()
    if ended != 0:
        faults.append(f"the daemon ended with {ended}")
    print("\n".join(faults) or f"{len(STORIES)} answers as the stories have them")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
