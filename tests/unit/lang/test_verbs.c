// SPDX-License-Identifier: MIT
// Every leaf verb: its constraints, and the query that comes of them. Every combination: its tree.
#include "tests/unit/lang/rules.h"

#define DECLARED                                                                                                       \
    "framework 'f' { title = 'F', scale = 's', defaults = { signed_off = { as = 'manager' } } }\n"                     \
    "scale 's' { [0] = 'No', 'Some', 'Well' }\n"                                                                       \
    "domain 'd' { title = 'D' }\n"                                                                                     \
    "competency 'c' { title = 'C', domain = 'd' }\n"                                                                   \
    "competency 'e' { title = 'E', domain = 'd' }\n"                                                                   \
    "course 't' { title = 'T', valid = months(12) }\n"                                                                 \
    "course 'u' { title = 'U' }\n"                                                                                     \
    "item 'i' { title = 'I', verify = { 'seen', 'told' } }\n"                                                          \
    "item 'j' { title = 'J' }\n"                                                                                       \
    "qualification 'q' { title = 'Q', rqf = 3 }\n"                                                                     \
    "experience 'x' { title = 'X' }\n"                                                                                 \
    "experience 'y' { title = 'Y' }\n"                                                                                 \
    "role 'r' { title = 'R' }\n"                                                                                       \
    "relation 'boss' { title = 'Boss' }\n"                                                                             \
    "capacity 'lead' { title = 'Lead' }\n"                                                                             \
    "supervision 'v' { title = 'V' }\n"                                                                                \
    "method 'seen' { title = 'Seen' }\n"                                                                               \
    "method 'told' { title = 'Told' }\n"                                                                               \
    "measure 'm' { title = 'M' }\n"                                                                                    \
    "level 'one' { title = 'One', rank = 1, requires = trained 'u' }\n"                                                \
    "level 'two' { title = 'Two', rank = 2, requires = "

static void expect(const char *criterion, const char *written) {
    char text[4096], found[8192];
    struct rules rules;
    snprintf(text, sizeof text, DECLARED "%s }", criterion);
    rules_framework(&rules, text);
    struct wm_ruleset *ruleset = rules_build(&rules);
    rules_written(ruleset, "two", found, sizeof found);
    assert_string_equal(found, written);
    wm_ruleset_unref(ruleset);
}

static void expect_fail(const char *criterion, const char *reason, const char *nearest) {
    char text[4096];
    snprintf(text, sizeof text, DECLARED "%s }", criterion);
    rules_fail(text, reason, "framework.lua:21", nearest);
}

static void test_assessed(void **state) {
    (void)state;
    expect("assessed 'c'",
           "{\"verb\":\"assessed\",\"id\":\"assessed:c\",\"kind\":\"assessment\",\"subject\":\"f/c\",\"not-self\":true,"
           "\"in-date\":true,\"scale\":\"s\"}");
    expect("assessed { 'c', at_least = 2, as = { 'self', 'lead' }, method = 'seen', within = years(2), using = 'best', "
           "count = 2, assessors = 3 }",
           "{\"verb\":\"assessed\",\"id\":\"assessed:c\",\"kind\":\"assessment\",\"subject\":\"f/c\","
           "\"as\":[\"self\",\"lead\"],\"methods\":[\"seen\"],\"in-date\":true,\"within\":\"2 years\",\"at-least\":2,"
           "\"using\":\"best\",\"count\":2,\"assessors\":3,\"scale\":\"s\"}");
    expect_fail("assessed { 'c', as = 'led' }", "unknown-name", "lead");
    expect_fail("assessed { 'c', as = 'menager' }", "unknown-name", "manager");
    expect_fail("assessed { 'c', method = 'sene' }", "unknown-name", "seen");
    expect_fail("assessed { 'c', using = 'bets' }", "unknown-name", "best");
    expect_fail("assessed { 'c', count = 1.5 }", "wrong-type", "");
    expect_fail("assessed { 'c', at_last = 2 }", "unknown-name", "at_least");
}

static void test_trained(void **state) {
    (void)state;
    expect("trained 't'", "{\"verb\":\"trained\",\"id\":\"trained:t\",\"kind\":\"training\",\"subject\":\"t\","
                          "\"outcomes\":[\"completed\"],\"equivalent\":true,\"in-date\":true,\"valid\":\"12 months\"}");
    expect("trained { 't', outcome = { 'enrolled', 'completed' }, in_date = false, within = days(30), count = 2, "
           "provider = { 'The College', 'x' } }",
           "{\"verb\":\"trained\",\"id\":\"trained:t\",\"kind\":\"training\",\"subject\":\"t\","
           "\"outcomes\":[\"enrolled\",\"completed\"],\"equivalent\":true,\"by\":\"The College\",\"by\":\"x\","
           "\"valid\":\"12 months\",\"within\":\"30 days\",\"count\":2}");
    expect_fail("trained { 't', outcome = 'complete' }", "unknown-name", "completed");
    expect_fail("trained { 'tt' }", "unknown-name", "t");
}

static void test_qualified_and_measured(void **state) {
    (void)state;
    expect(
        "qualified { 'q', at_least = 4 }",
        "{\"verb\":\"qualified\",\"id\":\"qualified:q\",\"kind\":\"qualification\",\"subject\":\"q\",\"in-date\":true,"
        "\"at-least\":4,\"rqf\":3}");
    expect("measured { 'm', at_least = 1.5, at_most = 20, within = weeks(2) }",
           "{\"verb\":\"measured\",\"id\":\"measured:m\",\"kind\":\"measure\",\"subject\":\"m\",\"in-date\":true,"
           "\"within\":\"2 weeks\",\"at-least\":1.5,\"at-most\":20}");
}

static void test_experienced(void **state) {
    (void)state;
    expect("experienced 'x'",
           "{\"verb\":\"experienced\",\"id\":\"experienced:x\",\"kind\":\"experience\",\"subject\":\"x\","
           "\"in-date\":true}");
    expect("experienced { 'x', 'y', together = true, more_than = years(3), within = years(5), voluntary = false, "
           "min_fte = 0.6 }",
           "{\"verb\":\"experienced\",\"id\":\"experienced:x+y\",\"kind\":\"experience\",\"subjects\":[\"x\",\"y\"],"
           "\"methods-not\":[\"voluntary\"],\"min-fte\":0.6,\"in-date\":true,\"within\":\"5 years\","
           "\"least\":\"3 years\",\"more\":true}");
    expect("experienced { 'x', at_least = months(6), voluntary = true }",
           "{\"verb\":\"experienced\",\"id\":\"experienced:x\",\"kind\":\"experience\",\"subject\":\"x\","
           "\"methods\":[\"voluntary\"],\"in-date\":true,\"least\":\"6 months\"}");
    expect_fail("experienced { 'x', at_least = months(6), more_than = years(3) }", "contradiction", "");
    expect_fail("experienced { 'x', 'y', together = true, need = 1 }", "contradiction", "");
}

static void test_supervised(void **state) {
    (void)state;
    expect(
        "supervised { 'v', every = weeks(4), over = months(6), grace = days(7), in_role = 'r' }",
        "{\"verb\":\"supervised\",\"id\":\"supervised:v\",\"kind\":\"supervision\",\"subject\":\"v\",\"in-date\":true,"
        "\"every\":\"4 weeks\",\"over\":\"6 months\",\"grace\":\"7 days\",\"in-role\":\"r\"}");
    expect(
        "supervised { 'v', per = 'calendar-month', over = years(1) }",
        "{\"verb\":\"supervised\",\"id\":\"supervised:v\",\"kind\":\"supervision\",\"subject\":\"v\",\"in-date\":true,"
        "\"over\":\"12 months\",\"per-month\":true}");
    expect_fail("supervised 'v'", "missing", "");
    expect_fail("supervised { 'v', every = weeks(4) }", "missing", "");
    expect_fail("supervised { 'v', every = weeks(4), per = 'calendar-month', over = months(1) }", "missing", "");
    expect_fail("supervised { 'v', per = 'calendar-month', over = weeks(9) }", "wrong-number", "");
    expect_fail("supervised { 'v', every = weeks(4), over = months(0) }", "wrong-number", "");
    expect_fail("supervised { 'v', per = 'calendar-month', over = months(3), grace = days(1) }", "contradiction", "");
    expect_fail("supervised { 'v', every = weeks(4), over = months(3), in_role = 'rr' }", "unknown-name", "r");
}

static void test_related_and_in_role(void **state) {
    (void)state;
    expect("related 'boss'", "{\"verb\":\"related\",\"id\":\"related:boss\",\"kind\":\"relation\",\"subject\":\"boss\","
                             "\"in-date\":true}");
    expect("in_role { 'r', at_least = months(6), less_than = years(2), min_fte = 0.5 }",
           "{\"verb\":\"in_role\",\"id\":\"in_role:r\",\"kind\":\"role\",\"subject\":\"r\",\"min-fte\":0.5,"
           "\"in-date\":true,\"least\":\"6 months\",\"most\":\"2 years\"}");
    expect_fail("related { 'boss', within = days(2) }", "unknown-name", "");
}

static void test_appraised(void **state) {
    (void)state;
    expect("appraised {}", "{\"verb\":\"appraised\",\"id\":\"appraised\",\"kind\":\"appraisal\",\"in-date\":true}");
    expect("appraised { recommended = true, within = months(12), level = 'two', as = 'manager', after = 't' }",
           "{\"verb\":\"appraised\",\"id\":\"appraised:two\",\"kind\":\"appraisal\",\"subject\":\"f/two\","
           "\"as\":[\"manager\"],\"in-date\":true,\"within\":\"12 months\",\"outcome-asked\":\"recommended\","
           "\"after\":\"t\"}");
    expect("appraised { recommended = false, level = { 'one', 'f/two' } }",
           "{\"verb\":\"appraised\",\"id\":\"appraised:one+two\",\"kind\":\"appraisal\",\"subjects\":[\"f/one\",\"f/"
           "two\"],"
           "\"in-date\":true,\"outcome-asked\":\"not-recommended\"}");
    expect_fail("appraised { 'two' }", "wrong-type", "");
    expect_fail("appraised { level = 'tow' }", "unknown-name", "two");
    expect_fail("appraised { after = 'tt' }", "unknown-name", "t");
}

static void test_evidenced(void **state) {
    (void)state;
    expect("evidenced { 'c', 'i', count = 2, method = { 'seen', 'told' }, within = years(1), per_method = true }",
           "{\"verb\":\"all\",\"children\":["
           "{\"verb\":\"evidenced\",\"id\":\"evidenced:c\",\"kind\":\"evidence\",\"subject\":\"f/c\","
           "\"outcomes\":[\"verified\"],\"methods\":[\"seen\",\"told\"],\"in-date\":true,\"within\":\"1 "
           "year\",\"count\":2,"
           "\"per-method\":true},"
           "{\"verb\":\"evidenced\",\"id\":\"evidenced:i\",\"kind\":\"evidence\",\"subject\":\"i\","
           "\"outcomes\":[\"verified\"],\"methods\":[\"seen\",\"told\"],\"in-date\":true,\"within\":\"1 "
           "year\",\"count\":2,"
           "\"per-method\":true}]}");
    expect("evidenced { 'c', outcome = { 'submitted', 'verified' } }",
           "{\"verb\":\"evidenced\",\"id\":\"evidenced:c\",\"kind\":\"evidence\",\"subject\":\"f/c\","
           "\"outcomes\":[\"submitted\",\"verified\"],\"in-date\":true}");
    expect_fail("evidenced { 'c', per_method = true }", "missing", "");
}

static void test_signed_off(void **state) {
    (void)state;
    expect(
        "signed_off 'i'", // by the item's own routes, and as the framework's defaults say
        "{\"verb\":\"signed_off\",\"id\":\"signed_off:i\",\"kind\":\"signoff\",\"subject\":\"i\",\"as\":[\"manager\"],"
        "\"methods\":[\"seen\",\"told\"],\"in-date\":true}");
    expect("signed_off { 'i', as = 'peer', method = 'told', routes = 'all' }",
           "{\"verb\":\"signed_off\",\"id\":\"signed_off:i\",\"kind\":\"signoff\",\"subject\":\"i\",\"as\":[\"peer\"],"
           "\"methods\":[\"told\"],\"in-date\":true,\"routes-all\":true}");
    expect("signed_off 'c'", "{\"verb\":\"signed_off\",\"id\":\"signed_off:c\",\"kind\":\"signoff\",\"subject\":\"f/"
                             "c\",\"as\":[\"manager\"],"
                             "\"in-date\":true}");
    expect_fail("signed_off { 'j', routes = 'all' }", "missing", "");
}

static void test_recorded(void **state) {
    (void)state;
    expect("recorded { kind = 'training', 't', outcome = 'failed', method = 'seen', by = 'x', within = days(9), "
           "in_date = false, at_least = 1, at_most = 9, count = 3 }",
           "{\"verb\":\"recorded\",\"id\":\"recorded:t\",\"kind\":\"training\",\"subject\":\"t\","
           "\"outcomes\":[\"failed\"],\"equivalent\":true,\"methods\":[\"seen\"],\"by\":\"x\",\"valid\":\"12 months\","
           "\"within\":\"9 days\",\"at-least\":1,\"at-most\":9,\"count\":3}");
    expect("recorded { kind = 'signoff', as = 'lead' }",
           "{\"verb\":\"recorded\",\"id\":\"recorded\",\"kind\":\"signoff\",\"equivalent\":true,\"as\":[\"lead\"],"
           "\"in-date\":true}");
    expect_fail("recorded { 't' }", "missing", "");
    expect_fail("recorded { kind = 'trainings', 't' }", "unknown-name", "training");
    expect_fail("recorded { kind = 'role', 't' }", "unknown-name", "r");
    expect_fail("recorded { kind = 'supervision', outcome = 'done' }", "unknown-name", "");
}

static void test_levels_as_subjects(void **state) {
    (void)state;
    expect("meets 'one'", "{\"verb\":\"meets\",\"level\":\"f/one\"}");
    expect("holds 'f/one'", "{\"verb\":\"holds\",\"id\":\"holds:one\",\"kind\":\"award\",\"subject\":\"f/one\","
                            "\"in-date\":true}");
    expect_fail("meets 'on'", "unknown-name", "one");
    expect_fail("holds 'g/one'", "wrong-place", "");
}

static void test_several_subjects(void **state) {
    (void)state;
    static const char two[] =
        "\"children\":[{\"verb\":\"related\",\"id\":\"related:boss\",\"kind\":\"relation\",\"subject\":\"boss\","
        "\"in-date\":true}]}";
    char wanted[512];
    snprintf(wanted, sizeof wanted, "{\"verb\":\"at_least\",\"id\":\"name\",\"least\":1,%s", two);
    expect("related { { 'boss' }, need = 1, id = 'name' }", wanted);
    snprintf(wanted, sizeof wanted, "{\"verb\":\"at_least\",\"least\":1,%s", two);
    expect("related { 'boss', need = percent(50) }", wanted); // half of one, rounded up
    expect_fail("related { 'boss', need = 0 }", "wrong-type", "");
    // Named twice is meant once.
    expect(
        "related { 'boss', relations {}, 'boss' }",
        "{\"verb\":\"related\",\"id\":\"related:boss\",\"kind\":\"relation\",\"subject\":\"boss\",\"in-date\":true}");
}

#define X                                                                                                              \
    "{\"verb\":\"experienced\",\"id\":\"experienced:x\",\"kind\":\"experience\",\"subject\":\"x\",\"in-date\":true}"
#define Y                                                                                                              \
    "{\"verb\":\"experienced\",\"id\":\"experienced:y\",\"kind\":\"experience\",\"subject\":\"y\",\"in-date\":true}"

static void test_combinations(void **state) {
    (void)state;
    expect("{ experienced 'x', { experienced 'y' } }", "{\"verb\":\"all\",\"children\":[" X "," Y "]}");
    expect("{ experienced 'x' }", X);
    expect("any { id = 'either', experienced 'x', experienced 'y' }",
           "{\"verb\":\"any\",\"id\":\"either\",\"children\":[" X "," Y "]}");
    expect("none(experienced 'x')", "{\"verb\":\"none\",\"children\":[" X "]}");
    expect("at_least(2) { experienced 'x', experienced 'y' }",
           "{\"verb\":\"at_least\",\"least\":2,\"children\":[" X "," Y "]}");
    expect("at_least(percent(51)) { experienced 'x', experienced 'y' }",
           "{\"verb\":\"at_least\",\"least\":2,\"children\":[" X "," Y "]}");
    expect("points { at_least = 2.5, { experienced 'x', 2 }, { experienced 'y', 0.5 } }",
           "{\"verb\":\"points\",\"threshold\":2.5,\"children\":[" X "," Y "],\"weight\":2,\"weight\":0.5}");
    expect("when { experienced 'x', experienced 'y' }", "{\"verb\":\"when\",\"children\":[" X "," Y "]}");
    expect("when { { experienced 'x' }, { experienced 'y' }, none { experienced 'x' } }",
           "{\"verb\":\"when\",\"children\":[" X "," Y ",{\"verb\":\"none\",\"children\":["
           "{\"verb\":\"experienced\",\"id\":\"experienced:x#2\",\"kind\":\"experience\",\"subject\":\"x\","
           "\"in-date\":true}]}]}");
}

static void test_combination_mistakes(void **state) {
    (void)state;
    expect_fail("all {}", "empty", "");
    expect_fail("any { nil, experienced 'x' }", "hole", "");
    expect_fail("all { 'x' }", "wrong-type", "");
    expect_fail("all { level }", "wrong-type", "");
    expect_fail("at_least(2)", "wrong-type", "");
    expect_fail("at_least(0) { experienced 'x' }", "wrong-type", "");
    expect_fail("at_least(percent(101)) { experienced 'x' }", "wrong-number", "");
    expect_fail("points { at_least = 1, { experienced 'x', 0 } }", "wrong-number", "");
    expect_fail("points { { experienced 'x', 1 } }", "missing", "");
    expect_fail("points { at_least = 1 }", "empty", "");
    expect_fail("points 'x'", "wrong-type", "");
    expect_fail("all 'x'", "wrong-type", "");
    expect_fail("all(nil)", "wrong-type", "");
    expect_fail("all { at_least(2) }", "wrong-type", "");
    expect_fail("experienced { 'x', within = 3 }", "wrong-type", "");
    expect_fail("experienced { 'x', within = true }", "wrong-type", "");
    expect_fail("experienced { 'x', min_fte = days(1) }", "wrong-type", "");
    expect_fail("points { at_least = 1, experienced 'x' }", "wrong-type", "");
    expect_fail("when { experienced 'x' }", "wrong-type", "");
    expect_fail("when { experienced 'x', experienced 'x', experienced 'x', experienced 'x' }", "wrong-type", "");
    expect_fail("any { experienced 'x', nonsense = 1 }", "unknown-name", "");
    expect_fail("all { experienced { 'x', id = 'Bad Id' } }", "wrong-id", "");
    expect_fail("all { experienced { 'x', id = 'a' }, experienced { 'y', id = 'a' } }", "duplicate", "");
    expect_fail("experienced {}", "empty", "");
    expect_fail("experienced { 3 }", "wrong-type", "");
    expect_fail("experienced { courses {} }", "wrong-type", "");
    expect_fail("experienced { 'x', competency = 3 }", "unknown-name", "");
    expect_fail("(function() local c = experienced 'x' for i = 1, 40 do c = all { c } end return c end)()", "too-deep",
                "");
}

// A rule may be shared by reference; what it grows to is limited all the same.
static void test_too_many(void **state) {
    (void)state;
    expect_fail("(function() local c = experienced 'x' for i = 1, 18 do c = all { c, c } end return c end)()",
                "too-many", "");
}

WM_TEST_MAIN(cmocka_unit_test(test_assessed), cmocka_unit_test(test_trained),
             cmocka_unit_test(test_qualified_and_measured), cmocka_unit_test(test_experienced),
             cmocka_unit_test(test_supervised), cmocka_unit_test(test_related_and_in_role),
             cmocka_unit_test(test_appraised), cmocka_unit_test(test_evidenced), cmocka_unit_test(test_signed_off),
             cmocka_unit_test(test_recorded), cmocka_unit_test(test_levels_as_subjects),
             cmocka_unit_test(test_several_subjects), cmocka_unit_test(test_combinations),
             cmocka_unit_test(test_combination_mistakes), cmocka_unit_test(test_too_many))
