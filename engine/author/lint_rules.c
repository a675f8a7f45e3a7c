// SPDX-License-Identifier: MIT
// What can be found in a pack that loads. A code is never used again for something else.
#include "engine/author/lint_rules.h"

#include "engine/base/code.h"

#include <string.h>
#include <strings.h>

static const struct wm_lint_rule rules[] = {
    // Never, or always.
    {"WM201", "level-out-of-reach", "A level or gate that nobody can ever reach, or assessors that nobody can be",
     "Its criteria cannot all hold for anybody on any day, so every answer would be no. The level may still be awarded "
     "by an override, which hides the mistake for a long time.",
     "Mend the criterion that is named; it has a finding of its own, unless it leads to another level",
     "level \"master\" { …, requires = assessed { \"kneading\", at_least = 9 } }   -- the scale ends at 3",
     WM_LINT_ERROR},
    {"WM202", "score-off-the-scale", "A bound that no value can reach",
     "The score asked for lies above the highest point of the competency's scale, above RQF level 8, or outside the "
     "bounds that the measure declares. Nobody can ever have it.",
     "Ask for a value that exists, or correct the scale or the parameter",
     "scale \"skill\" { [0] = \"No\", \"Some\", \"Good\" }\nassessed { \"kneading\", at_least = 3 }   -- at most 2",
     WM_LINT_ERROR},
    {"WM203", "bounds-cross", "A lower bound above the upper one",
     "The value, or the time in a role, must be at least one thing and at most a smaller one.",
     "Exchange the bounds, or take one away", "in_role { \"baker\", at_least = years(2), less_than = months(6) }",
     WM_LINT_ERROR},
    {"WM204", "too-few-to-choose-from", "More are asked for than there are",
     "`at_least(3)` of two criteria, or `need = 5` of four names, can never hold. A selection may have lost members "
     "since.",
     "Ask for no more than stand there, for a percentage, or use `all`",
     "at_least(3) { trained \"ovens\", trained \"hygiene\" }", WM_LINT_ERROR},
    {"WM205", "points-out-of-reach", "All points together are not enough",
     "The weights of the criteria that can hold add up to less than `points` asks for.",
     "Lower `at_least`, or raise the weights",
     "points { at_least = 20, { trained \"ovens\", 5 }, { trained \"hygiene\", 5 } }", WM_LINT_ERROR},
    {"WM206", "window-too-short", "A window in which it cannot happen",
     "The time asked for is longer than the window in which it counts, or sessions are to follow each other without "
     "a day between.",
     "Make the window (`within`, `over`) longer, or the time asked for shorter",
     "experienced { \"care\", at_least = years(3), within = years(2) }", WM_LINT_ERROR},
    {"WM207", "criteria-exclude-each-other", "Two criteria of one `all` that exclude each other",
     "Whoever meets the one cannot meet the other, so nobody meets both.",
     "Decide which of the two is meant, or put them into an `any`",
     "all { in_role { \"baker\", at_least = years(1) }, in_role { \"baker\", less_than = months(6) } }", WM_LINT_ERROR},
    {"WM208", "gate-held", "An award of a gate is asked for",
     "Only levels are awarded. A gate is open while its criteria hold, so `holds` of a gate never does.",
     "Write `meets` instead of `holds`", "holds \"alone-at-night\"   -- meets \"alone-at-night\"", WM_LINT_ERROR},
    {"WM209", "field-never-there", "A field that records of that kind do not have",
     "`recorded` asks for something that no record of this kind can carry: a capacity of a training, a number of a "
     "sign-off.",
     "Take the constraint away, or ask for another kind of record",
     "recorded { kind = \"relation\", \"mentor\", at_least = 2 }   -- a relation has no value", WM_LINT_ERROR},
    {"WM210", "asks-for-nothing", "A criterion that always holds",
     "A rhythm whose window is no longer than one interval needs no session at all; points that need none need no "
     "criterion. Such a rule looks as if it protected somebody.",
     "Make the window (`over`) longer than one interval, or ask for more",
     "supervised { \"clinical\", every = months(3), over = months(3) }", WM_LINT_WARNING},
    {"WM211", "courses-in-a-circle", "Courses that stand `after` each other in a circle",
     "Each of them is to come after another of them, so that nobody can begin. Who has completed one some other way "
     "still "
     "counts, but no plan leads there.",
     "Take the `after` away that is not meant",
     "course \"ovens\" { …, after = \"doughs\" }\ncourse \"doughs\" { …, after = \"ovens\" }", WM_LINT_WARNING},
    // Less than it seems.
    {"WM301", "said-twice", "The same criterion twice in one combination",
     "It adds nothing, and whoever changes one of the two later changes nothing. In `at_least` and `points` it counts "
     "double.",
     "Take one of the two away", "all { trained \"hygiene\", signed_off \"trial-shift\", trained \"hygiene\" }",
     WM_LINT_WARNING},
    {"WM302", "superfluous", "A criterion that another one decides",
     "In an `all` a weaker bound beside a stronger one on the same subject never matters; in an `any` the stronger one "
     "never does.",
     "Take the superfluous one away, or correct the bound that was meant differently",
     "all { assessed { \"kneading\", at_least = 2 }, assessed { \"kneading\", at_least = 1 } }", WM_LINT_WARNING},
    {"WM303", "ambiguous-name", "A name that only the verb's habit decides",
     "There is an item as well as a competency of this name, and the verb takes either: sign-offs are looked for "
     "among items first, evidence among competencies. The rule means one of them by accident.",
     "Give the item or the competency another name",
     "item \"kneading\" { … }\ncompetency \"kneading\" { … }\nsigned_off \"kneading\"   -- the item", WM_LINT_WARNING},
    {"WM304", "one-code-two-kinds", "One code for two kinds of things",
     "Courses, items, qualifications, roles and the like share one space of codes: records and other packs name them "
     "by the bare code. Two kinds of one name are told apart only by who happens to ask.",
     "Give one of the two another name", "course \"hygiene\" { … }\nitem \"hygiene\" { … }", WM_LINT_WARNING},
    {"WM305", "name-of-two-kinds", "A competency and something else of one name",
     "The verb tells which is meant: `assessed` the competency, `trained` the course. That is allowed, but a word "
     "exchanged by mistake is not noticed, and a test's `without` takes both away.",
     "Give one of the two another name, unless both are wanted",
     "competency \"hygiene\" { … }\ncourse \"hygiene\" { … }", WM_LINT_NOTE},
    {"WM306", "recognised-in-a-circle", "What is recognised leads back to itself",
     "One level is recognised as another, and one of the two asks for the other. Either the recognition passes by "
     "whatever else the higher one asks for, or it adds nothing.",
     "Recognise something else, or take the `recognise` away",
     "level \"head\" { …, requires = { holds \"baker\", … } }\nrecognise { \"bakery/baker\", as = \"bakery/head\" }",
     WM_LINT_WARNING},
    {"WM307", "links-idle", "Links are adopted, and none of them counts",
     "The organisation adopted a pack of links between frameworks, but none of them leads to a framework that it has, "
     "with a grade that it counts: nothing is recognised by it.",
     "Adopt the framework that they lead to, count another grade, or leave the pack out if its advice is not wanted",
     "adopt \"county-crosswalk\" { grades = { \"exact\" } }   -- and it has only broader ones", WM_LINT_WARNING},
    {"WM308", "link-unseen", "A link to what could not be looked up",
     "Whatever a link names is looked for in its framework, if that is among the rules. This one is not, so a misspelt "
     "name would not be noticed.",
     "Put that framework beside this one, at least while its links are written",
     "link { \"city-guild/baker\", to = \"bakery/baker\", grade = \"exact\" }   -- and no frameworks/city-guild",
     WM_LINT_NOTE},
    // Declared, and then?
    {"WM401", "parameter-unused", "A parameter that nothing reads",
     "An organisation that sets it believes to have decided something. Parameters that are advice to people and "
     "meant to be read by no rule carry the tag \"advice\".",
     "Use it, take it away, or tag it: tags = \"advice\"",
     "parameter \"skill-of-a-baker\" { suggested = 2 }   -- and no param \"skill-of-a-baker\"", WM_LINT_WARNING},
    {"WM402", "parameter-not-set", "A question that the organisation leaves open",
     "The framework suggests a value, the organisation has neither set nor accepted it. Until it does, whatever "
     "needs the parameter is `indeterminate`. That may be on purpose.",
     "Set it in `adopt { parameters = { … } }`, or say `accept_suggested = true`", "adopt \"bakery\" { }",
     WM_LINT_NOTE},
    {"WM403", "competency-not-asked", "A competency of a level that no level asks for",
     "It says that it belongs to a level, but no level, gate or desire is about it: people would collect proof of it "
     "for nothing. A competency that names no level is a catalogue and is left alone.",
     "Ask for it in the level's `requires` or `desires`, or take its `level` away",
     "competency \"shaping\" { …, level = \"baker\" }   -- and \"baker\" only asks for kneading", WM_LINT_WARNING},
    {"WM404", "course-idle", "A course that serves nothing",
     "No criterion asks for it, it teaches no competency, no other course comes after it, and it carries no tag.",
     "Say what it `teaches`, tag it, ask for it, or take it away", "course \"marzipan\" { title = \"Marzipan\" }",
     WM_LINT_NOTE},
    // Tests.
    {"WM501", "gate-untested", "A gate without a test",
     "A gate lets people do things. Nothing would notice if a later change opened it to everybody.",
     "Add a test of it; `each_missing` makes one for each of its criteria",
     "test \"each thing it needs\" { each_missing = \"alone-at-night\" }", WM_LINT_WARNING},
    {"WM502", "level-untested", "A level without a test",
     "Nothing would notice if a later change let everybody in, or nobody.",
     "Add a test of it; `each_missing` makes one for each of its criteria",
     "test \"each thing a baker needs\" { each_missing = \"baker\" }", WM_LINT_WARNING},
    {"WM503", "test-incomplete", "A test that asks or expects nothing",
     "A test says on which day it asks (`as_of`), for what (`level` or `gate`), and what answer it expects (`expect`).",
     "Add what the message names",
     "test \"somebody new\" { as_of = \"2026-09-01\", level = \"baker\" }   -- expect = …", WM_LINT_ERROR},
    {"WM504", "test-of-nothing-known", "A test names what does not exist",
     "The test names a level, a criterion or a parameter that the rules do not have. It fails, or, worse, holds for "
     "another reason.",
     "Correct the name; `waymark rules test` shows the ids of what is unmet",
     "expect = not_eligible { \"trained:hygeine\" }", WM_LINT_ERROR},
    {"WM505", "test-cannot-fail", "A test that cannot fail",
     "Whatever the rules say, this test passes: it expects a no of somebody without any record and names nothing "
     "that is missing, or it takes away each of no criteria.",
     "Give the person what nearly suffices and name what is missing: not_eligible { only = { … } }",
     "test \"nobody\" { as_of = \"2026-09-01\", level = \"baker\", person = {}, expect = not_eligible }",
     WM_LINT_WARNING},
    {"WM506", "test-name-twice", "Two tests of one name",
     "A failure could not be told from the other, and `--filter` runs both.", "Give one of them another name",
     "test \"hygiene lapses\" { … }\ntest \"hygiene lapses\" { … }", WM_LINT_WARNING},
    {"WM507", "test-wrong", "A test that cannot run",
     "The person of the test cannot be made: a record that could not be recorded, a score off the scale, an award of "
     "a gate; or the test's parameters cannot be set.",
     "Correct what the message names", "record \"training\" { \"hygiene\", on = \"2026-02-30\" }", WM_LINT_ERROR},
    {"WM508", "test-never-run", "A test in a place where nobody runs it",
     "Tests of an organisation stand in the files of its own folder. Those in the folder of one of its frameworks "
     "are read, but never run.",
     "Move it into a file of the organisation's own folder",
     "organisations/crumb/pastry/tests.lua   -- organisations/crumb/tests.lua", WM_LINT_WARNING},
};
#define COUNT (sizeof rules / sizeof rules[0])

const struct wm_lint_rule *wm_lint_rule_at(size_t index) {
    if (index < wm_lint_rules_load_count)
        return &wm_lint_rules_load[index];
    index -= wm_lint_rules_load_count;
    return index < COUNT ? &rules[index] : NULL;
}

enum wm_status wm_lint_find_rule(const char *code, const struct wm_lint_rule **ret_rule, struct wm_error *error) {
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, code);
    const struct wm_lint_rule *rule;
    for (size_t i = 0; (rule = wm_lint_rule_at(i)) != NULL; i++) {
        if (strcasecmp(rule->code, code) == 0 || strcmp(rule->name, code) == 0) {
            *ret_rule = rule;
            return WM_OK;
        }
        wm_nearest_offer(&nearest, rule->code);
        wm_nearest_offer(&nearest, rule->name);
    }
    wm_error_set(error, WM_NOT_FOUND, "unknown-code", "lint has no finding \"%s\"", code);
    wm_error_expected(error, "a code such as WM202, or its name such as score-off-the-scale");
    wm_error_found(error, "\"%s\"", code);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}
