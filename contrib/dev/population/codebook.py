# SPDX-License-Identifier: MIT
"""The codes of the published frameworks, from the list that tests hold the packs against."""
import csv
from pathlib import Path

LIST = Path(__file__).resolve().parents[3] / "tests/unit/author/codebook/codebook.csv"
with open(LIST, encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def codes(framework, kind, prefix=""):
    """In the order of the list."""
    return [row["id"] for row in ROWS
            if row["framework"] == framework and row["kind"] == kind and row["id"].startswith(prefix)]
