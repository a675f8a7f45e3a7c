# SPDX-License-Identifier: MIT
"""What care coordinators, link workers and coaches need: the national framework, and the scheme that pays for the jobs."""
from datetime import timedelta

from .codebook import codes
from .navigation import Navigator

NHSE, ARRS = "nhse-care-coordinator", "arrs-roles"
EVIDENCE = ["work-examples", "feedback-people", "feedback-colleagues", "observed-practice"]
DUTIES = ["receiving-safeguarding", "receiving-belonging", "named-first-contact", "gp-supervision", "concerns-with-gp",
          "identity-known"]  # what the network owes a coordinator
INDUCTION_SIGNED = ["setting-induction", "induction-it-systems"]
INDUCTION_TRAINED = {"mandatory-safeguarding": 1000, "mandatory-confidentiality": 330}
ACCREDITED = ["pci-two-day-care-coordination", "pci-care-support-planning", "pci-shared-decision-making"]


class Coordinator(Navigator):
    def employ(self, role, days, full_time=1):
        self.add("role", role, self.days_ago(days), value=full_time)

    def sessions(self, kind, apart, count, last):
        """Sessions so many days apart, the last one so many days ago."""
        for number in range(count):
            self.add("supervision", kind, self.days_ago(last + apart * number), by="s-amory", as_="supervisor")

    def prepare(self, without=()):
        """What is needed before the first referral."""
        for course in ACCREDITED:
            if course not in without:
                self.complete(course, self.ago(60, 500))
        for item in INDUCTION_SIGNED:
            if item not in without:
                self.sign_off(item, self.ago(60, 500))
        for course, longest in INDUCTION_TRAINED.items():
            if course not in without:
                self.complete(course, self.ago(20, longest))

    def settle(self, apart, last):
        """Whom to turn to, and sessions since."""
        for item in ("suitable-supervisor", "concerns-route"):
            self.sign_off(item, self.ago(60, 300))
        self.sessions("regular-supervision", apart, 130 // apart + 1, last)

    def coordinate(self, without=()):
        """The nineteen competencies: found met, and something to show for each."""
        for competency in codes(NHSE, "competency"):
            if competency in without:
                continue
            name, on = f"{NHSE}/{competency}", self.ago(40, 400)
            self.add("assessment", name, on, value=1, by="s-amory", as_="supervisor", method="supervisor-review")
            self.add("evidence", name, on - timedelta(days=self.chance.below(30)), outcome="verified", by="s-amory",
                     as_="supervisor", method=self.chance.of(EVIDENCE))

    def be_paid_as_coordinator(self, outcome="completed", without=()):
        """What the scheme asks of a coordinator; `outcome` is that of the training."""
        self.add("training", "pci-care-coordination", self.ago(20, 200), outcome=outcome)
        for item in ["role-partnership"] + codes(ARRS, "attestation", "resp-") + DUTIES:
            if item not in without:
                self.sign_off(item, self.ago(30, 300))

    def be_paid_as_link_worker(self):
        self.complete("pci-link-worker-training", self.ago(100, 500))
        self.add("evidence", "peer-support-network", self.ago(20, 200), outcome="verified", by="s-amory",
                 as_="supervisor", method="attendance-record")

    def be_paid_as_coach(self, last_alone, last_in_group):
        """What the scheme asks of a coach; the last sessions of either kind were so many days ago."""
        self.add("training", "pci-health-coaching", self.ago(100, 500), outcome=self.chance.of(["enrolled", "completed"]))
        for item in ("code-of-ethics", "link-worker-partnership"):
            self.sign_off(item, self.ago(100, 500))
        self.sessions("individual-coaching-supervision", 50, 5, last_alone)
        self.sessions("group-coaching-supervision", 55, 5, last_in_group)
