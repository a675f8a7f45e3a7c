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
    yield "no line", text.replace(line_of(text, row) + "\n", ""), "row 71 has no line"
    yield "two lines", changed(text, row, lambda line: line + "\n" + line), "row 71: it has a line already"
    yield "elsewhere", changed(text.replace(line_of(text, row) + "\n", ""), "| 31 |",
                               lambda line: line + "\n" + line_of(text, row)), "it does not belong into section 4.2"
    yield "another kind", changed(text, row, lambda line: line.replace("| C |", "| D |")), 'its kind is "C", not "D"'
    yield "no such row", changed(text, row, lambda line: line.replace("71", "271", 1)), "row 271: it does not belong"
    yield "a column less", changed(text, row, lambda line: "|" + " | ".join(columns(line)[:-1]) + " |"), "4 columns"
    yield "no such gate", changed(text, row, lambda line: line.replace("arrs-link-worker/", "arrs-link-workers/")), \
        'has no level or gate "arrs-link-workers"'
    yield "no such subject", changed(text, row, lambda line: line.replace("trained:elfh-", "trained:elf-")), \
        'did you mean "elfh-social-prescribing"?'
    yield "no such verb", changed(text, row, lambda line: line.replace("/trained:", "/traind:")), 'did you mean "trained"?'
    yield "no such pack", changed(text, row, lambda line: line.replace("`arrs-roles/arrs", "`arrs-role/arrs")), \
        "is no framework's level"
    yield "no such method", changed(text, "| 52 |", lambda line: line.replace("`eligibility.standing`", "`eligibility.standings`")), \
        'did you mean "eligibility.standing"?'
    yield "no such command", changed(text, "| 110 |", lambda line: line.replace("`waymark why`", "`waymark wy`")), \
        'did you mean "why"?'
    yield "nothing that answers", changed(text, row, lambda line: re.sub(r"`[^`]*` \| `", "declared | `", line, count=1)), \
        "names no level, gate, parameter, method, command or verb"
    yield "an item alone", changed(text, "| 149 |", lambda line: line.replace("supervision-in-order/signed_off:", "")), \
        "names no level, gate, parameter, method, command or verb"
    yield "no test", changed(text, row, lambda line: with_last(line, "-")), "it can be computed and names no test"
    yield "excused without a reason", changed(text, row, lambda line: with_last(line, "not: ")), "names no test"
    yield "a test of another name", changed(text, row, lambda line: line.replace("must be over", "must be done")), \
        'has no test "the online learning must be done: …"'
    yield "the beginning of a test", changed(text, "| 55 |", lambda line: line.replace("three is enough", "three is")), \
        'has no test "a score of three is"'
    yield "what only looks like a test", changed(text, row, lambda line: re.sub(r'"[^"]*"', '"enrolled"', line)), "is too short"
    yield "no such file", changed(text, row, lambda line: line.replace("70-tests", "79-tests")), "there is no arrs-roles/79-tests"
    yield "a test without a file", changed(text, row, lambda line: re.sub(r"`[^`]*\.lua` ", "", line)), "name its file first"
    yield "no such C file", changed(text, "| 171 |", lambda line: line.replace("somerset_pay:", "somerset_pays:")), \
        "no tests/unit/author/test_somerset_pays.c"
    yield "no such C test", changed(text, "| 171 |", lambda line: line.replace("a_figure_is_no", "a_figure_is")), \
        'did you mean "test_a_figure_is_no_level"?'
    yield "a trap without a line", text.replace(line_of(text, "| 14 | pay") + "\n", ""), "trap 14 has no line"
    yield "a trap without a test", changed(text, "| 14 | pay", lambda line: with_last(line, "-")), "trap 14: it can be computed"
    yield "a trap too many", text + "| 15 | none | `unit.decide.pay` |\n", "trap 15: it does not belong into section 4.9"


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
    assert not faults_of(changed(text, "| 71 |", lambda line: with_last(line, "not: nobody asks"))), "an excuse with a reason"
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
