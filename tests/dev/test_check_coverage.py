#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""contrib/dev/check-coverage: the table that ships has no fault; with one thing wrong at a time, that one is found."""
import importlib.machinery
import importlib.util
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TABLE = os.path.join(ROOT, "rules/frameworks/COVERAGE.md")


def load():
    path = os.path.join(ROOT, "contrib/dev/check-coverage")
    loader = importlib.machinery.SourceFileLoader("check_coverage", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    os.chdir(ROOT)
    return module


checker = load()


def faults_of(text):
    return list(checker.check(text))


def run(path):
    script = [sys.executable, "-B", os.path.join(ROOT, "contrib/dev/check-coverage"), path]
    return subprocess.run(script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def line_of(text, start):
    return next(line for line in text.split("\n") if line.startswith(start))


def changed(text, start, change):
    """The table with one line changed: the first that starts so."""
    line = line_of(text, start)
    other = change(line)
    assert other != line, f"nothing changed in: {line}"
    return text.replace(line, other, 1)


def columns(line):
    return line.strip("|").split(" | ")


def with_last(line, last):
    return "|" + " | ".join(columns(line)[:-1] + [last]) + " |"


def cases(text):
    """(what is wrong, the table, what must be said of it)"""
    row = "| 71 |"  # one that is computed
    pay = "| 14 | pay"  # a trap

    def replaced(start, old, new):
        return changed(text, start, lambda line: line.replace(old, new))

    def last(start, cell):
        return changed(text, start, lambda line: with_last(line, cell))

    def matched(pattern, new):
        return changed(text, row, lambda line: re.sub(pattern, new, line, count=1))

    without = text.replace(line_of(text, row) + "\n", "")
    nothing = "names no level, gate, parameter, method, command or verb"
    yield "no line", without, "row 71 has no line"
    yield "two lines", changed(text, row, lambda line: line + "\n" + line), "row 71: it has a line already"
    yield "elsewhere", changed(without, "| 31 |", lambda line: line + "\n" + line_of(text, row)), \
        "it does not belong into section 4.2"
    yield "another kind", replaced(row, "| C |", "| D |"), 'its kind is "C", not "D"'
    yield "no such row", replaced(row, "| 71 |", "| 271 |"), "row 271: it does not belong"
    yield "a column less", changed(text, row, lambda line: "|" + " | ".join(columns(line)[:-1]) + " |"), "4 columns"

    yield "no such gate", replaced(row, "arrs-link-worker/", "arrs-links/"), 'has no level or gate "arrs-links"'
    yield "no such subject", replaced(row, "trained:elfh-", "trained:elf-"), 'did you mean "elfh-social-prescribing"?'
    yield "no such verb", replaced(row, "/trained:", "/traind:"), 'did you mean "trained"?'
    yield "no such pack", replaced(row, "`arrs-roles/arrs", "`arrs-role/arrs"), "is no framework's level"
    yield "no such method", replaced("| 52 |", "y.standing`", "y.standings`"), 'did you mean "eligibility.standing"?'
    yield "no such command", replaced("| 110 |", "`waymark why`", "`waymark wy`"), 'did you mean "why"?'
    yield "nothing that answers", matched(r"`[^`]*` \| `", "declared | `"), nothing
    yield "an item alone", replaced("| 149 |", "supervision-in-order/signed_off:", ""), nothing

    yield "no test", last(row, "-"), "it can be computed and names no test"
    yield "excused without a reason", last(row, "not: "), "names no test"
    yield "a test of another name", replaced(row, "must be over", "must be done"), \
        'has no test "the online learning must be done: …"'
    yield "the beginning of a test", replaced("| 55 |", "three is enough", "three is"), 'no test "a score of three is"'
    yield "what only looks like a test", matched(r'"[^"]*"', '"enrolled"'), "is too short"
    yield "no such file", replaced(row, "70-tests", "79-tests"), "there is no arrs-roles/79-tests"
    yield "a test without a file", matched(r"`[^`]*\.lua` ", ""), "name its file first"
    yield "no such C file", replaced("| 171 |", "somerset_pay:", "pays:"), "no tests/unit/author/test_pays.c"
    yield "no such C test", replaced("| 171 |", "figure_is_no", "figure_is"), 'did you mean "test_a_figure_is_no_level"?'

    yield "a trap without a line", text.replace(line_of(text, pay) + "\n", ""), "trap 14 has no line"
    yield "a trap without a test", last(pay, "-"), "trap 14: it names no test"
    yield "a trap that is excused", last(pay, "not: nobody asks"), "trap 14: it names no test"
    yield "a trap too many", text + "| 15 | none | `unit.decide.pay` |\n", "trap 15: it does not belong"


def check_program(text):
    """How it ends, and what it prints."""
    good = run(TABLE)
    assert good.returncode == 0 and len(good.stdout.splitlines()) == 1, good.stdout
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".md") as file:
        file.write(text.replace(line_of(text, "| 71 |") + "\n", ""))
        file.flush()
        bad = run(file.name)
    assert bad.returncode == 1 and "row 71 has no line" in bad.stdout and ", 1 faults" in bad.stdout, bad.stdout


def main():
    with open(TABLE, encoding="utf-8") as file:
        text = file.read()
    check_program(text)
    excused = changed(text, "| 71 |", lambda line: with_last(line, "not: nobody asks"))
    assert not faults_of(excused), faults_of(excused)
    failed = 0
    for name, table, expected in cases(text):
        faults = [fault for fault in faults_of(table) if "row 71 has no line" not in fault or expected in fault]
        if len(faults) != 1 or expected not in faults[0]:
            failed += 1
            print(f"{name}: expected one fault, {expected!r}, and found {faults}")
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
