// SPDX-License-Identifier: MIT
// Somebody is made who meets a level, for every verb and every combination; taking one thing away is noticed.
#include "tests/unit/author/run.h"

static struct run_results run;

#define DECLARED                                                                                                       \
    "framework \"f\" { title = \"F\", scale = \"s\" }\n"                                                               \
    "scale \"s\" { [0] = \"None\", \"Some\", \"Good\" }\n"                                                             \
    "domain \"d\" { title = \"D\" }\n"                                                                                 \
    "competency \"c1\" { domain = \"d\", title = \"C1\", shown_by = trained \"t1\" }\n"                                \
    "competency \"c2\" { domain = \"d\", title = \"C2\" }\n"                                                           \
    "course \"t1\" { title = \"T1\", valid = months(12) } course \"t2\" { title = \"T2\" }\n"                          \
    "course \"t3\" { title = \"T3\" }\n"                                                                               \
    "item \"i1\" { title = \"I1\", verify = { \"m1\", \"m2\" } }\n"                                                    \
    "qualification \"q1\" { title = \"Q1\" } experience \"e1\" { title = \"E1\" } experience \"e2\" { title = \"E2\" " \
    "}\n"                                                                                                              \
    "role \"r1\" { title = \"R1\" } relation \"mentor\" { title = \"Mentor\" } capacity \"guide\" { title = "          \
    "\"Guide\" }\n"                                                                                                    \
    "supervision \"s1\" { title = \"S1\" } method \"m1\" { title = \"M1\" } method \"m2\" { title = \"M2\" }\n"        \
    "measure \"me1\" { title = \"Me1\" }\n"                                                                            \
    "parameter \"open\" { of = \"number\" } parameter \"valid\" { of = \"span\" }\n"                                   \
    "course \"t4\" { title = \"T4\", valid = param \"valid\" }\n"                                                      \
    "level \"below\" { title = \"Below\", rank = 1, requires = { trained \"t3\" } }\n"

// The framework with one level, "top", that asks for `requires`; then these tests.
static enum wm_status ask(const char *requires, const char *tests, struct wm_error *error) {
    static char rules[6000];
    snprintf(rules, sizeof rules, DECLARED "level \"top\" { title = \"Top\", rank = 2, requires = { %s } }\n%s",
             requires, tests);
    const struct wm_ruleset_file file = {"frameworks/f/framework.lua", rules, strlen(rules)};
    struct wm_pack_files files = {&file, 1};
    struct wm_pack_source source = wm_pack_files_source(&files);
    run = (struct run_results){0};
    return wm_pack_test_run(&source, "frameworks/f", NULL, NULL, run_keep, &run, &run.summary, error);
}

// Somebody meets it; nobody meets it without any of so many leaves.
static void meets(const char *requires, uint32_t leaves) {
    struct wm_error error;
    wm_test_ok(ask(requires,
                   "test \"met\" { as_of = \"2026-03-31\", level = \"top\", person = { meeting \"top\" }, expect = "
                   "eligible }\n"
                   "test \"each\" { as_of = \"2026-03-31\", each_missing = \"top\" }\n",
                   &error),
               &error);
    if (run.summary.failed > 0)
        print_error("%s\n", requires);
    run_all_passed(&run);
    if (run.count != leaves + 1)
        fail_msg("%s: %u tests of leaves, not %u", requires, run.count - 1, leaves);
}

static void test_every_verb(void **state) {
    (void)state;
    meets("assessed { \"c1\", \"c2\" }", 2);
    meets("assessed { \"c1\", at_least = 2, as = { \"guide\", \"peer\" }, method = \"m2\", within = months(3) }", 1);
    meets("assessed { \"c1\", at_least = 1, using = \"best\", count = 2, assessors = 3 }", 1);
    meets("assessed { \"c1\", at_least = 1, using = \"median\", count = 3 }", 1);
    meets("assessed { \"c1\", at_least = 1, using = \"all\" }", 1);
    meets("trained { \"t1\", \"t2\" }", 2);
    meets("trained { \"t1\", outcome = { \"enrolled\", \"undertaking\" } }", 1);
    meets("trained { \"t1\", count = 2, provider = \"college\", within = days(1) }", 1);
    meets("qualified \"q1\"", 1);
    meets("qualified { \"q1\", at_least = 3 }", 1);
    meets("experienced \"e1\"", 1);
    meets("experienced { \"e1\", \"e2\", at_least = years(3) }", 2);
    meets("experienced { \"e1\", \"e2\", at_least = years(3), together = true }", 1);
    meets("experienced { \"e1\", more_than = months(1), min_fte = 0.6 }", 1);
    meets("experienced { \"e1\", at_least = months(6), within = years(2), voluntary = false }", 1);
    meets("supervised { \"s1\", every = months(1), over = months(6) }", 1);
    meets("supervised { \"s1\", every = days(7), over = months(1), grace = days(2), in_role = \"r1\" }", 1);
    meets("in_role { \"r1\", at_least = years(1) }, supervised { \"s1\", per = \"calendar-month\", over = months(3),"
          " in_role = \"r1\" }",
          2);
    meets("related \"mentor\"", 1);
    meets("appraised { recommended = true }", 1);
    meets("appraised { recommended = false, within = months(12), as = \"manager\", level = \"top\" }", 1);
    meets("appraised { recommended = true, after = \"t1\" }", 1);
    meets("evidenced { \"c1\", \"i1\", count = 2 }", 2);
    meets("evidenced { \"c1\", method = { \"m1\", \"m2\" }, per_method = true, outcome = { \"submitted\", \"verified\" "
          "} }",
          1);
    meets("signed_off { \"i1\", \"c1\" }", 2);
    meets("signed_off { \"i1\", as = \"guide\", routes = \"all\" }", 1);
    meets("signed_off { \"i1\", method = \"m1\" }", 1);
    meets("in_role \"r1\"", 1);
    meets("in_role { \"r1\", at_least = months(6), less_than = months(12), min_fte = 0.5 }", 1);
    meets("measured \"me1\"", 1);
    meets("measured { \"me1\", at_most = 10, within = days(30) }", 1);
    meets("measured { \"me1\", at_least = 3, at_most = 10 }", 1);
    meets("recorded { kind = \"training\", \"t1\", outcome = \"completed\", count = 2 }", 1);
    meets("recorded { kind = \"measure\", \"me1\", at_least = 3, by = { \"a\", \"b\" } }", 1);
    meets("recorded { kind = \"training\" }", 1);
    meets("holds \"below\"", 1);
    meets("shown { \"c1\" }", 1);
    meets("meets \"below\", trained \"t1\"", 1);
}

static void test_every_combination(void **state) {
    (void)state;
    meets("any { trained \"t1\", trained \"t2\", all { trained \"t3\", qualified \"q1\" } }", 4);
    meets("none { trained \"t1\", trained \"t2\" }", 2);
    meets("none { all { trained \"t1\", trained \"t2\" } }", 2);
    meets("none { none { trained \"t1\", trained \"t2\" } }", 2);
    meets("none { any { trained \"t1\", none { trained \"t2\" } } }", 2);
    meets("at_least(2) { trained \"t1\", trained \"t2\", trained \"t3\", none { qualified \"q1\" } }", 4);
    meets("at_least(percent(60)) { trained \"t1\", trained \"t2\", trained \"t3\" }", 3);
    meets("points { at_least = 10, { trained \"t1\", 6 }, { trained \"t2\", 4 }, { trained \"t3\", 7 } }", 3);
    meets("when { qualified \"q1\", trained \"t1\", trained \"t2\" }", 2);
    meets("when { none { in_role \"r1\" }, trained \"t1\" }", 1);
    meets("when { qualified \"q1\", trained \"t1\" }, trained \"t2\"", 2);
    meets("none { when { qualified \"q1\", trained \"t1\", trained \"t2\" } }", 2);
    meets("any { all { in_role { \"r1\", less_than = months(6) }, trained \"t1\" },"
          " all { in_role { \"r1\", at_least = months(6) }, trained \"t2\" } }",
          4);
}

// What nobody set is passed over where there is another way, and is otherwise unknown.
static void test_unset(void **state) {
    (void)state;
    meets("any { assessed { \"c1\", at_least = param \"open\" }, trained \"t1\" }", 0);
    meets("at_least(1) { assessed { \"c1\", at_least = param \"open\" }, trained \"t1\" }", 0);
    meets("any { assessed { \"c1\", at_least = param \"open\" }, trained \"t1\" }, trained \"t2\"", 1);
    meets("any { trained \"t4\", trained \"t1\" }", 2);
    meets("when { none { measured { \"me1\", at_least = param \"open\" } }, trained \"t1\", trained \"t2\" }, trained "
          "\"t1\","
          " trained \"t2\"",
          2);
    struct wm_error error;
    wm_test_ok(ask("assessed { \"c1\", at_least = param \"open\" }, trained { \"t1\", \"t4\" }",
                   "test \"open\" { as_of = \"2026-03-31\", level = \"top\", person = { meeting \"top\" },\n"
                   "  expect = indeterminate { parameter = { \"open\", \"valid\" } } }\n"
                   "test \"each\" { as_of = \"2026-03-31\", each_missing = \"top\" }\n",
                   &error),
               &error);
    run_all_passed(&run);
    assert_int_equal(run.count, 3);
}

// A higher score asked for above is not undone by a lower one below, and both can be taken away.
static void test_scores_in_two_levels(void **state) {
    (void)state;
    struct wm_error error;
    wm_test_ok(
        ask("assessed { \"c1\", at_least = 2 }, meets \"middle\"",
            "level \"middle\" { title = \"Middle\", rank = 1, requires = { assessed { \"c1\", at_least = 1 } } }\n"
            "test \"met\" { as_of = \"2026-03-31\", level = \"top\", person = { meeting \"top\" }, expect = eligible "
            "}\n"
            "test \"own\" { as_of = \"2026-03-31\", level = \"top\", expect = not_eligible { only = \"assessed:c1\" "
            "},\n"
            "  person = { meeting \"top\", without = \"assessed:c1\" } }\n"
            "test \"both\" { as_of = \"2026-03-31\", level = \"top\", person = { meeting \"top\", without = "
            "\"middle/assessed:c1\" },\n"
            "  expect = not_eligible { only = { \"middle/assessed:c1\", \"assessed:c1\" } } }\n"
            "test \"subject\" { as_of = \"2026-03-31\", level = \"top\", person = { meeting \"top\", without = \"c1\" "
            "},\n"
            "  expect = not_eligible { only = { \"middle/assessed:c1\", \"assessed:c1\" } } }\n"
            "test \"each\" { as_of = \"2026-03-31\", each_missing = \"top\" }\n",
            &error),
        &error);
    run_all_passed(&run);
    assert_int_equal(run.count, 5);
}

// Rules that nobody can meet are a failed test that says so.
static void test_nobody(void **state) {
    (void)state;
    struct wm_error error;
    wm_test_ok(ask("trained \"t1\", none { trained \"t1\" }, trained \"t2\"",
                   "test \"each\" { each_missing = \"top\" }\n", &error),
               &error);
    assert_int_equal(run.summary.failed, run.summary.run);
    const struct run_result *result = run_find(&run, "each: without trained:t2");
    assert_string_equal(result->difference, "  nobody could be made who meets the level to begin with\n");
    assert_string_equal(result->found, "not eligible; unmet: trained:t1#2");
    run_find(&run, "each: with trained:t1#2");
}

static enum wm_status make_all(void *context, struct wm_error *error) {
    (void)context;
    return ask("all { supervised { \"s1\", every = months(1), over = months(6) }, appraised { after = \"t1\" } },"
               "none { trained \"t2\" }, points { at_least = 1, { trained \"t3\", 1 } }",
               "test \"each\" { each_missing = \"top\" }\n", error);
}

static void test_out_of_memory(void **state) {
    (void)state;
    wm_test_each_allocation(make_all, NULL);
    run_all_passed(&run);
}

WM_TEST_MAIN(cmocka_unit_test(test_every_verb), cmocka_unit_test(test_every_combination), cmocka_unit_test(test_unset),
             cmocka_unit_test(test_scores_in_two_levels), cmocka_unit_test(test_nobody),
             cmocka_unit_test(test_out_of_memory))
