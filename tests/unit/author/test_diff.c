// SPDX-License-Identifier: MIT
// What differs between two packs, in words; what is said of it is held against people in test_diff_truth.c.
#include "engine/author/diff.h"

#include "engine/base/json.h"
#include "engine/lang/pack.h"
#include "tests/support/test.h"

#include <stdio.h>

static struct wm_error error;

static const char head[] =
    "framework \"f\" { title = \"F\", scale = \"skill\" }\n"
    "scale \"skill\" { [0] = \"None\", \"Some\", \"Good\" }\n"
    "competency \"c\" { title = \"C\" } course \"a\" { title = \"A\" } course \"b\" { title = \"B\" }\n"
    "course \"d\" { title = \"D\" } experience \"x\" { title = \"X\" } role \"r\" { title = \"R\" }\n"
    "supervision \"s\" { title = \"S\" } qualification \"q\" { title = \"Q\", rqf = 3 }\n"
    "parameter \"p\" { of = \"number\", says = \"Nobody knows\" }\n";

static struct wm_ruleset *build(const char *first, const char *rules) {
    char text[8000];
    struct wm_ruleset *ruleset = NULL;
    snprintf(text, sizeof text, "%s%s", first, rules);
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", text, strlen(text)}};
    struct wm_pack_files pack = {files, 1};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    wm_test_ok(wm_pack_build_framework(&source, "f", NULL, 0, NULL, &ruleset, &error), &error);
    return ruleset;
}

static struct wm_ruleset *build_park(const char *organisation, const char *framework, const char *known) {
    struct wm_ruleset *ruleset = NULL;
    const struct wm_ruleset_file files[] = {
        {"frameworks/f/framework.lua", framework, strlen(framework)},
        {"organisations/park/_known.lua", known, strlen(known)},
        {"organisations/park/organisation.lua", organisation, strlen(organisation)},
    };
    struct wm_pack_files pack = {files, 3};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    wm_test_ok(wm_pack_build(&source, "park", NULL, &ruleset, &error), &error);
    return ruleset;
}

// "level l tightened\n  tightened trained:a: BEFORE → AFTER (NOTE)\n"
static void tell(char *text, size_t size, const struct wm_diff_report *report) {
    size_t used = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < report->count; i++) {
        const struct wm_diff_group *group = &report->groups[i];
        used += (size_t)snprintf(text + used, size - used, "%s %s %s\n", group->kind, group->id,
                                 wm_diff_change_name(group->change));
        for (uint32_t k = 0; k < group->count; k++) {
            const struct wm_diff_entry *entry = &group->entries[k];
            bool both = entry->criterion && entry->effect != entry->change && !entry->desirable;
            used += (size_t)snprintf(
                text + used, size - used, "  %s%s%s%s %s: %s → %s%s%s%s\n", wm_diff_change_name(entry->change),
                both ? "/" : "", both ? wm_diff_change_name(entry->effect) : "", entry->desirable ? " (desirable)" : "",
                entry->about, entry->before != NULL ? entry->before : "-", entry->after != NULL ? entry->after : "-",
                entry->note != NULL ? " (" : "", entry->note != NULL ? entry->note : "",
                entry->note != NULL ? ")" : "");
            assert_true(used < size);
        }
    }
}

static void compare(struct wm_ruleset *before, struct wm_ruleset *after, enum wm_diff_change effect,
                    const char *expected) {
    char text[8000];
    struct wm_diff_report report;
    wm_test_ok(wm_diff_run(before, after, &report, &error), &error);
    tell(text, sizeof text, &report);
    if (strcmp(text, expected) != 0)
        fail_msg("found\n%sexpected\n%s", text, expected);
    assert_string_equal(wm_diff_change_name(report.effect), wm_diff_change_name(effect));
    wm_diff_clear(&report);
}

static void levels(const char *before, const char *after, enum wm_diff_change effect, const char *expected) {
    char once[2000], now[2000];
    snprintf(once, sizeof once, "level \"l\" { title = \"L\", requires = %s }", before);
    snprintf(now, sizeof now, "level \"l\" { title = \"L\", requires = %s }", after);
    struct wm_ruleset *first = build(head, once), *second = build(head, now);
    compare(first, second, effect, expected);
    wm_ruleset_unref(first);
    wm_ruleset_unref(second);
}

// Criteria ------------------------------------------------------------------------------------------------------------

static void test_bounds(void **state) {
    (void)state;
    levels("{ experienced { \"x\", at_least = years(2) } }", "{ experienced { \"x\", at_least = years(3) } }",
           WM_DIFF_TIGHTENED,
           "level l tightened\n"
           "  tightened experienced:x: X: at least 2 years' experience → X: at least 3 years' experience\n");
    levels("{ assessed { \"c\", at_least = 2 } }", "{ assessed { \"c\", at_least = 1 } }", WM_DIFF_LOOSENED,
           "level l loosened\n"
           "  loosened assessed:c: C: assessed at 2 (Good) or above, by somebody else → "
           "C: assessed at 1 (Some) or above, by somebody else\n");
    levels("{ supervised { \"s\", every = weeks(4), over = months(6) } }",
           "{ supervised { \"s\", every = weeks(6), over = months(6) } }", WM_DIFF_LOOSENED,
           "level l loosened\n"
           "  loosened supervised:s: S: at least every 4 weeks over the last 6 months → "
           "S: at least every 6 weeks over the last 6 months\n");
    levels("{ in_role \"r\" }", "{ in_role { \"r\", min_fte = 0.5 } }", WM_DIFF_TIGHTENED,
           "level l tightened\n"
           "  tightened in_role:r: R: in post now → R: in post now, at a full-time share of at least 0.5\n");
    // Whoever rated last may have been somebody else: nothing is certain.
    levels("{ assessed { \"c\", as = { \"manager\", \"peer\" } } }", "{ assessed { \"c\", as = \"manager\" } }",
           WM_DIFF_CHANGED,
           "level l changed\n"
           "  changed assessed:c: C: assessed, by manager or peer → C: assessed, by manager\n");
}

static void test_combinations(void **state) {
    (void)state;
    levels("{ trained \"a\" }", "{ trained \"a\", trained \"b\" }", WM_DIFF_TIGHTENED,
           "level l tightened\n  added/tightened trained:b: - → B: completed\n");
    levels("{ trained \"a\", trained \"b\" }", "{ trained \"b\" }", WM_DIFF_LOOSENED,
           "level l loosened\n  removed/loosened trained:a: A: completed → -\n");
    levels("{ any { trained \"a\", trained \"b\" } }", "{ any { trained \"a\", trained \"b\", trained \"d\" } }",
           WM_DIFF_LOOSENED,
           "level l loosened\n  added/loosened trained:d: - → D: completed (among: one of the following)\n");
    levels("{ trained \"a\" }", "{ any { trained \"a\", trained \"d\" } }", WM_DIFF_LOOSENED,
           "level l loosened\n  added/loosened trained:d: - → D: completed (among: one of the following)\n");
    levels("{ trained \"a\", trained \"b\" }", "{ any { trained \"a\", trained \"b\" } }", WM_DIFF_LOOSENED,
           "level l loosened\n  loosened any: all of the following → one of the following\n");
    levels("{ at_least(1) { trained \"a\", trained \"b\", trained \"d\" } }",
           "{ at_least(2) { trained \"a\", trained \"b\", trained \"d\" } }", WM_DIFF_TIGHTENED,
           "level l tightened\n  tightened at_least: at least one of the following → at least two of the following\n");
    levels("{ points { at_least = 3, { trained \"a\", 2 }, { trained \"b\", 1 } } }",
           "{ points { at_least = 3, { trained \"a\", 3 }, { trained \"b\", 1 } } }", WM_DIFF_LOOSENED,
           "level l loosened\n  loosened trained:a: A: completed → A: completed (counts 3 points instead of 2)\n");
    levels("{ when { trained \"a\", trained \"b\" } }",
           "{ when { trained \"a\", trained { \"b\", within = months(3) } } }", WM_DIFF_TIGHTENED,
           "level l tightened\n  tightened trained:b: B: completed → B: completed, within the last 3 months\n");
    levels("{ when { trained \"a\", trained \"b\" } }",
           "{ when { trained { \"a\", within = months(3) }, trained \"b\" } }", WM_DIFF_CHANGED,
           "level l changed\n  changed trained:a: A: completed → A: completed, within the last 3 months\n");
}

// More asked of what must not be is less asked.
static void test_turned_round(void **state) {
    (void)state;
    levels("{ none { experienced { \"x\", at_least = years(2) } } }",
           "{ none { experienced { \"x\", at_least = years(3) } } }", WM_DIFF_LOOSENED,
           "level l loosened\n"
           "  loosened experienced:x: X: at least 2 years' experience → X: at least 3 years' experience\n");
    levels("{ none { trained \"a\" } }", "{ none { trained \"a\", trained \"b\" } }", WM_DIFF_TIGHTENED,
           "level l tightened\n  added/tightened trained:b: - → B: completed (among: none of the following)\n");
}

static void test_several_at_once(void **state) {
    (void)state;
    levels("{ trained { \"a\", within = months(6) }, trained \"b\" }",
           "{ trained { \"a\", within = months(3) }, trained \"d\" }", WM_DIFF_CHANGED,
           "level l changed\n"
           "  tightened trained:a: A: completed, within the last 6 months → A: completed, within the last 3 months\n"
           "  removed/loosened trained:b: B: completed → -\n"
           "  added/tightened trained:d: - → D: completed\n");
    levels("{ trained \"a\", any { trained \"b\", trained \"d\" } }",
           "{ trained \"b\", any { trained \"a\", trained \"d\" } }", WM_DIFF_CHANGED,
           "level l changed\n"
           "  changed trained:a: A: completed → A: completed (among: one of the following)\n"
           "  changed trained:b: B: completed → B: completed (no longer one of several)\n");
}

// Written otherwise, it asks for the same.
static void test_the_same(void **state) {
    (void)state;
    levels("{ trained \"a\", trained \"b\" }", "{ trained \"b\", trained \"a\" }", WM_DIFF_SAME, "");
    levels("{ trained \"a\", trained \"b\" }", "{ at_least(2) { trained \"a\", trained \"b\" } }", WM_DIFF_SAME,
           "level l same\n  same at_least: all of the following → at least two of the following\n");
    levels("{ trained { \"a\", says = \"One\" } }", "{ trained { \"a\", says = \"Two\" } }", WM_DIFF_SAME,
           "level l same\n  same trained:a: One → Two\n");
    levels("{ trained { \"a\", hint = \"One\" } }", "{ trained { \"a\", hint = \"Two\" } }", WM_DIFF_SAME,
           "level l same\n  same trained:a: A: completed → A: completed (its hint is another)\n");
}

// What rests on something else ----------------------------------------------------------------------------------------

static void packs(const char *before, const char *after, enum wm_diff_change effect, const char *expected) {
    struct wm_ruleset *first = build("", before), *second = build("", after);
    compare(first, second, effect, expected);
    wm_ruleset_unref(first);
    wm_ruleset_unref(second);
}

#define FRAMEWORK "framework \"f\" { title = \"F\", scale = \"skill\" }\n"
#define SKILL "scale \"skill\" { [0] = \"None\", \"Some\", \"Good\" }\n"

static void test_what_a_course_or_a_scale_says(void **state) {
    (void)state;
    packs(FRAMEWORK SKILL "course \"a\" { title = \"A\", valid = years(3) }\n"
                          "level \"l\" { title = \"L\", requires = trained \"a\" }\n"
                          "level \"m\" { title = \"M\", requires = meets \"l\" }",
          FRAMEWORK SKILL "course \"a\" { title = \"A\", valid = years(1), hours = 2, mode = \"day\",\n"
                          "  provider = \"College\" }\n"
                          "level \"l\" { title = \"L\", requires = trained \"a\" }\n"
                          "level \"m\" { title = \"M\", requires = meets \"l\" }",
          WM_DIFF_TIGHTENED,
          "level l tightened\n"
          "  tightened trained:a: A: completed and in date → A: completed and in date "
          "(it counts for 1 year instead of 3 years)\n"
          "level m tightened\n"
          "  tightened f/l: Meets L → Meets L (what that one asks for is not as it was)\n"
          "course a changed\n"
          "  added hours: - → 2\n"
          "  added mode: - → day\n"
          "  added provider: - → College\n"
          "  changed validity: 3 years → 1 year\n");
    packs(FRAMEWORK SKILL "competency \"c\" { title = \"C\" } level \"l\" { title = \"L\", requires = assessed \"c\" }",
          FRAMEWORK "scale \"skill\" { [0] = \"None\", \"Some\", \"Good\", \"Best\" }\n"
                    "competency \"c\" { title = \"C\" } level \"l\" { title = \"L\", requires = assessed \"c\" }",
          WM_DIFF_CHANGED,
          "level l changed\n"
          "  changed assessed:c: C: assessed, by somebody else → C: assessed, by somebody else "
          "(the scale has other scores)\n"
          "scale skill changed\n"
          "  changed points: 0 None, 1 Some, 2 Good → 0 None, 1 Some, 2 Good, 3 Best\n");
    packs(
        FRAMEWORK SKILL "qualification \"q\" { title = \"Q\", rqf = 3 }\n"
                        "level \"l\" { title = \"L\", requires = qualified { \"q\", at_least = 3 } }",
        FRAMEWORK SKILL "qualification \"q\" { title = \"Q\", rqf = 4 }\n"
                        "level \"l\" { title = \"L\", requires = qualified { \"q\", at_least = 3 } }",
        WM_DIFF_LOOSENED,
        "level l loosened\n"
        "  loosened qualified:q: Q: qualification held at RQF level 3 or above → Q: qualification held at RQF level 3 "
        "or above (the qualification stands at another RQF level)\n"
        "qualification q changed\n"
        "  changed RQF level: 3 → 4\n");
}

static void test_levels_come_and_go(void **state) {
    (void)state;
    packs(FRAMEWORK SKILL "course \"a\" { title = \"A\" }\n"
                          "level \"l\" { title = \"L\", rank = 1, requires = trained \"a\", desires = trained \"a\" }\n"
                          "gate \"g\" { title = \"G\", requires = trained \"a\" }",
          FRAMEWORK SKILL "course \"a\" { title = \"A\" }\n"
                          "level \"l\" { title = \"Ell\", rank = 2, requires = trained \"a\" }\n"
                          "level \"m\" { title = \"M\", after = \"l\", requires = { meets \"l\", trained \"a\" } }",
          WM_DIFF_CHANGED,
          "level m added\n"
          "  added/loosened requires: - → all of the following: Meets Ell; A: completed\n"
          "level l same\n"
          "  changed title: L → Ell\n"
          "  changed rank: 1 → 2\n"
          "  removed (desirable) trained:a#2: A: completed → -\n"
          "gate g removed\n"
          "  removed/tightened requires: A: completed → -\n");
}

static void test_grants(void **state) {
    (void)state;
#define PAID                                                                                                           \
    FRAMEWORK SKILL "course \"a\" { title = \"A\" }\npay \"p\" { title = \"P\", from = \"2026-04-01\", rows = "        \
                    "{ { years_from = 0, years_to = 1 }, { years_from = 1 } } }\n"
    packs(PAID "level \"l\" { title = \"L\", grants = { pay = \"p\" }, requires = trained \"a\" }",
          PAID "level \"l\" { title = \"L\", grants = { pay = \"p\", rows = 1 }, requires = trained \"a\" }",
          WM_DIFF_SAME,
          "level l same\n"
          "  added grants rows: - → 1\n");
#undef PAID
}

static void test_editions(void **state) {
    (void)state;
    levels("{ trained \"a\" }",
           "{ trained \"a\" } }\n"
           "level \"l\" { title = \"L\", from = \"2027-04-01\", requires = { trained \"a\", trained \"b\" }",
           WM_DIFF_CHANGED,
           "level l changed\n"
           "  changed trained:a: A: completed → A: completed (in force until 31 March 2027 instead of on all days)\n"
           "  added/changed all: - → all of the following: A: completed; B: completed (from 1 April 2027)\n");
}

// Organisations -------------------------------------------------------------------------------------------------------

static const char park_rules[] =
    FRAMEWORK SKILL "course \"a\" { title = \"A\" } competency \"c\" { title = \"C\" }\n"
                    "parameter \"enough\" { suggested = 1, says = \"Score that is enough\" }\n"
                    "level \"l\" { title = \"L\", requires = { assessed { \"c\", at_least = param \"enough\" } } }";
static const char known[] =
    "known = custom { id = \"known\", says = \"Is known\", function (person) return true end }\n";

static void test_organisations(void **state) {
    (void)state;
    struct wm_ruleset *before = build_park("organisation \"park\" { title = \"Park\" }\n"
                                           "adopt \"f\" { parameters = { enough = 1 } }",
                                           park_rules, known);
    struct wm_ruleset *after =
        build_park("organisation \"park\" { title = \"The park\", timezone = \"Europe/Paris\" }\n"
                   "include \"_known.lua\"\n"
                   "adopt \"f\" { parameters = { enough = 2 }, levels = { l = { also = known } } }\n"
                   "recognise { \"elsewhere/l\", as = \"f/l\" }\n"
                   "assessors \"f\" { as = \"manager\", kinds = \"assessment\", who = trained \"a\" }",
                   park_rules, known);
    compare(before, after, WM_DIFF_CHANGED,
            "organisation park changed\n"
            "  changed title: Park → The park\n"
            "  changed time zone: Europe/London → Europe/Paris\n"
            "level l tightened\n"
            "  tightened assessed:c: C: assessed at 1 (Some) or above, by somebody else → "
            "C: assessed at 2 (Good) or above, by somebody else\n"
            "  added/tightened custom:known: - → Is known\n"
            "assessors f added\n"
            "  added as: - → manager\n"
            "  added kinds: - → assessment\n"
            "  added asked of them: - → A: completed\n"
            "parameter enough changed\n"
            "  changed value: 1, set by the organisation → 2, set by the organisation\n"
            "recognition elsewhere/l added\n");
    wm_ruleset_unref(before);
    wm_ruleset_unref(after);
}

// Links, alone and in an organisation that counts them.
static void test_links(void **state) {
    (void)state;
    static const char one[] = "framework \"f\" { title = \"F\" } link { \"x/a\", to = \"y/b\", grade = \"exact\" }\n"
                              "link { \"x/c\", to = \"y/d\", grade = \"related\", says = \"Near\" }\n"
                              "link { \"x/e\", to = \"y/f\", grade = \"related\" }",
                      two[] =
                          "framework \"f\" { title = \"F\" }\n"
                          "link { \"x/e\", to = \"y/f\", grade = \"related\" }\n"
                          "link { \"x/a\", to = \"y/b\", grade = \"broader\", within = years(2), scale = { 2, 3 } }\n"
                          "link { \"x/c\", to = \"y/d\", grade = \"narrower\", source = \"p. 2\" }\n"
                          "link { \"x/a\", to = \"y/g\", grade = \"exact\" }";
    struct wm_ruleset *before = build(one, ""), *after = build(two, "");
    compare(before, after, WM_DIFF_CHANGED,
            "link x/a changed\n"
            "  changed grade: exact → broader\n"
            "  added for: - → 2 years\n"
            "  added scores: - → 1 as 2, 2 as 3\n"
            "link x/c changed\n"
            "  changed grade: related → narrower\n"
            "  removed says: Near → -\n"
            "  added source: - → p. 2\n"
            "link x/a added\n");
    compare(after, before, WM_DIFF_CHANGED,
            "link x/a changed\n"
            "  changed grade: broader → exact\n"
            "  removed for: 2 years → -\n"
            "  removed scores: 1 as 2, 2 as 3 → -\n"
            "link x/c changed\n"
            "  changed grade: narrower → related\n"
            "  added says: - → Near\n"
            "  removed source: p. 2 → -\n"
            "link x/a removed\n");
    wm_ruleset_unref(after);
    after = build("framework \"f\" { title = \"F\" } link { \"x/a\", to = \"y/b\", grade = \"exact\" }\n"
                  "link { \"x/e\", to = \"y/f\", grade = \"related\" }",
                  "");
    compare(before, after, WM_DIFF_SAME, "link x/c removed\n"); // it never counted
    wm_ruleset_unref(before);
    wm_ruleset_unref(after);
    static const char linked[] = "framework \"f\" { title = \"F\", scale = \"s\" } scale \"s\" { \"a\", \"b\" }\n"
                                 "competency \"c\" { title = \"C\" }\n"
                                 "link { \"x/a\", to = \"f/c\", grade = \"broader\" }";
    before = build_park("organisation \"park\" { title = \"Park\" } adopt \"f\" {}", linked, "");
    after = build_park("organisation \"park\" { title = \"Park\" } adopt \"f\" { grades = \"exact\" }", linked, "");
    compare(before, after, WM_DIFF_CHANGED, "recognition x/a removed\n");
    wm_ruleset_unref(before);
    wm_ruleset_unref(after);
}

// Everything is the same as itself.
static void test_itself(void **state) {
    (void)state;
    static const char root[] = WM_TEST_SOURCES "/rules";
    const char *const roots[] = {root};
    struct wm_pack_folders *folders;
    struct wm_ruleset *before = NULL, *after = NULL;
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    wm_test_ok(wm_pack_build(&source, "northside", NULL, &before, &error), &error);
    wm_test_ok(wm_pack_build(&source, "northside", NULL, &after, &error), &error);
    compare(before, after, WM_DIFF_SAME, "");
    wm_ruleset_unref(before);
    wm_ruleset_unref(after);
    wm_pack_folders_close(folders);
}

// The form and its failures ---------------------------------------------------------------------------------------------

static void test_json(void **state) {
    (void)state;
    struct wm_ruleset *before = build(head, "level \"l\" { title = \"L\", requires = { trained \"a\" } }");
    struct wm_ruleset *after =
        build(head, "level \"l\" { title = \"L\", requires = { trained \"a\", trained \"b\" } }");
    struct wm_diff_report report;
    struct wm_buffer text;
    char expected[1000];
    wm_buffer_init(&text, 1 << 16);
    wm_test_ok(wm_diff_run(before, after, &report, &error), &error);
    wm_diff_write(&text, before, "one", after, "two", &report);
    snprintf(
        expected, sizeof expected,
        "{\"before\":{\"name\":\"one\",\"rules\":\"%s\",\"criteria\":\"%s\"},"
        "\"after\":{\"name\":\"two\",\"rules\":\"%s\",\"criteria\":\"%s\"},\"same\":false,\"effect\":\"tightened\","
        "\"groups\":[{\"kind\":\"level\",\"framework\":\"f\",\"id\":\"l\",\"title\":\"L\",\"change\":\"tightened\","
        "\"changes\":[{\"change\":\"added\",\"effect\":\"tightened\",\"criterion\":\"trained:b\","
        "\"desirable\":false,\"after\":\"B: completed\","
        "\"after_where\":{\"file\":\"frameworks/f/framework.lua\",\"line\":7}}]}]}\n",
        before->hash, before->criteria_hash, after->hash, after->criteria_hash);
    assert_string_equal(text.data, expected);
    wm_buffer_clear(&text);
    wm_diff_clear(&report);
    wm_ruleset_unref(before);
    wm_ruleset_unref(after);
}

struct pair {
    struct wm_ruleset *before, *after;
};

static enum wm_status run_pair(void *context, struct wm_error *failure) {
    const struct pair *pair = context;
    struct wm_diff_report report;
    enum wm_status status = wm_diff_run(pair->before, pair->after, &report, failure);
    if (status == WM_OK)
        wm_diff_clear(&report);
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    struct pair pair = {
        build(head,
              "level \"l\" { title = \"L\", requires = { trained \"a\", any { trained \"b\", trained \"d\" } } }"),
        build(head, "level \"l\" { title = \"Ell\", requires = { trained \"b\", experienced \"x\" } }"),
    };
    wm_test_each_allocation(run_pair, &pair);
    wm_ruleset_unref(pair.before);
    wm_ruleset_unref(pair.after);
}

WM_TEST_MAIN(cmocka_unit_test(test_bounds), cmocka_unit_test(test_combinations), cmocka_unit_test(test_turned_round),
             cmocka_unit_test(test_several_at_once), cmocka_unit_test(test_the_same),
             cmocka_unit_test(test_what_a_course_or_a_scale_says), cmocka_unit_test(test_levels_come_and_go),
             cmocka_unit_test(test_grants), cmocka_unit_test(test_editions), cmocka_unit_test(test_organisations),
             cmocka_unit_test(test_links), cmocka_unit_test(test_itself), cmocka_unit_test(test_json),
             cmocka_unit_test(test_no_memory))
