// SPDX-License-Identifier: MIT
// Settings are constants, and constants are folded: the branch that was not chosen is gone.
#include "tests/unit/lang/rules.h"

#define DECLARED                                                                                                       \
    "framework 'f' { title = 'F' }\n"                                                                                  \
    "parameter 'way' { one_of = { 'old', 'new' }, suggested = 'new' }\n"                                               \
    "parameter 'ways' { one_of = { 'old', 'new', 'odd' }, suggested = { 'new', 'odd' } }\n"                            \
    "parameter 'open' { of = 'code', one_of = { 'yes', 'no' } }\n"                                                     \
    "parameter 'number' { suggested = 1.5 }\n"                                                                         \
    "parameter 'share' { suggested = percent(50) }\n"                                                                  \
    "parameter 'age' { suggested = months(3) }\n"                                                                      \
    "parameter 'on' { suggested = true }\n"                                                                            \
    "course 't' { title = 'T' }\n"                                                                                     \
    "course 'u' { title = 'U' }\n"                                                                                     \
    "level 'one' { title = 'One', requires = %s }\n"

#define T                                                                                                              \
    "{\"verb\":\"trained\",\"id\":\"trained:t\",\"kind\":\"training\",\"subject\":\"t\",\"outcomes\":[\"completed\"]," \
    "\"equivalent\":true,\"in-date\":true}"
#define U                                                                                                              \
    "{\"verb\":\"trained\",\"id\":\"trained:u\",\"kind\":\"training\",\"subject\":\"u\",\"outcomes\":[\"completed\"]," \
    "\"equivalent\":true,\"in-date\":true}"
#define NEW "{\"verb\":\"setting\",\"id\":\"setting:way\",\"fixed\":\"met\"}"
#define OLD "{\"verb\":\"setting\",\"id\":\"setting:way\",\"fixed\":\"unmet\"}"
#define OPEN "{\"verb\":\"setting\",\"id\":\"setting:open\",\"unset\":\"open\"}"

static void expect(const char *criterion, const char *written) {
    char text[4096], found[4096];
    struct rules rules;
    snprintf(text, sizeof text, DECLARED, criterion);
    rules_framework(&rules, text);
    struct wm_ruleset *ruleset = rules_build(&rules);
    rules_written(ruleset, "one", found, sizeof found);
    assert_string_equal(found, written);
    wm_ruleset_unref(ruleset);
}

static void expect_fail(const char *criterion, const char *reason, const char *nearest) {
    char text[4096];
    snprintf(text, sizeof text, DECLARED, criterion);
    rules_fail(text, reason, "framework.lua:11", nearest);
}

static void test_values(void **state) {
    (void)state;
    expect("setting { 'way', is = 'new' }", NEW);
    expect("setting { 'way', is = 'old' }", OLD);
    expect("setting { param 'way', is = { 'old', 'new' } }", NEW); // one of them
    expect("setting { 'open', is = 'yes' }", OPEN);
    expect("none { setting { 'ways', is = 'odd' } }",
           "{\"verb\":\"none\",\"children\":[{\"verb\":\"setting\",\"id\":\"setting:ways\",\"fixed\":\"met\"}]}");
    expect("all { setting { 'number', is = 1.5 }, setting { 'share', is = percent(50) }, setting { 'age', is = "
           "months(3) }, "
           "setting { 'on', is = true }, trained 't' }",
           T);
    expect(
        "any { setting { 'number', is = 2 }, setting { 'share', is = percent(51) }, setting { 'age', is = weeks(3) }, "
        "setting { 'on', is = false }, trained 't' }",
        T);
}

static void test_when(void **state) {
    (void)state;
    expect("when { setting { 'way', is = 'new' }, trained 't', trained 'u' }", T);
    expect("when { setting { 'way', is = 'old' }, trained 't', trained 'u' }", U);
    expect("when { setting { 'way', is = 'old' }, trained 't' }", NEW); // no else: met
    expect("when { setting { 'open', is = 'yes' }, trained 't', trained 'u' }",
           "{\"verb\":\"when\",\"children\":[" OPEN "," T "," U "]}");
    // What the whole is called stays.
    expect("when { id = 'named', says = 'either', setting { 'way', is = 'new' }, trained 't', trained 'u' }",
           "{\"verb\":\"all\",\"id\":\"named\",\"children\":[" T "]}");
    expect("when { all { setting { 'way', is = 'new' }, setting { 'on', is = true } }, trained 't', trained 'u' }", T);
}

static void test_all_and_any(void **state) {
    (void)state;
    expect("all { setting { 'way', is = 'new' }, trained 't', trained 'u' }",
           "{\"verb\":\"all\",\"children\":[" T "," U "]}");
    expect("all { setting { 'way', is = 'old' }, trained 't' }", OLD);
    expect("any { trained 'u', all { setting { 'way', is = 'old' }, trained 't' } }", U);
    expect("any { trained 'u', all { setting { 'way', is = 'new' }, trained 't' } }",
           "{\"verb\":\"any\",\"children\":[" U "," T "]}");
    expect("any { setting { 'way', is = 'new' }, trained 't' }", NEW);
    expect("any { setting { 'way', is = 'old' }, setting { 'way', is = 'old' } }", OLD);
    expect("all { id = 'named', setting { 'way', is = 'new' }, trained 't' }",
           "{\"verb\":\"all\",\"id\":\"named\",\"children\":[" T "]}");
    expect("all { setting { 'open', is = 'yes' }, trained 't' }", "{\"verb\":\"all\",\"children\":[" OPEN "," T "]}");
    // Where it matters how many there are, constants stay.
    expect("at_least(1) { setting { 'way', is = 'new' }, trained 't' }",
           "{\"verb\":\"at_least\",\"least\":1,\"children\":[" NEW "," T "]}");
}

static void test_says(void **state) {
    (void)state;
    char text[4096];
    struct rules rules;
    snprintf(
        text, sizeof text, DECLARED,
        "none { setting { 'way', is = { 'old', 'new' } }, setting { 'open', is = 'no' }, setting { 'share', is = "
        "percent(5) }, setting { 'age', is = days(1) }, setting { 'on', is = false }, setting { 'number', is = 2.5 }, "
        "setting { 'number', is = 2, says = 'so' } }");
    rules_framework(&rules, text);
    struct wm_ruleset *ruleset = rules_build(&rules);
    static const char *const says[] = {"way is old or new",
                                       "open is no (it is not set)",
                                       "share is 5%",
                                       "age is 1 day",
                                       "on is false",
                                       "number is 2.5",
                                       "so"};
    const struct wm_criterion *none = rules_requires(ruleset, "f/one");
    assert_int_equal(none->child_count, 7);
    for (uint32_t i = 0; i < none->child_count; i++)
        assert_string_equal(none->children[i]->says, says[i]);
    wm_ruleset_unref(ruleset);
}

static void test_mistakes(void **state) {
    (void)state;
    expect_fail("setting { 'way' }", "missing", "");
    expect_fail("setting { 'way', is = 'nwe' }", "unknown-name", "new");
    expect_fail("setting { 'wya', is = 'new' }", "unknown-name", "way");
    expect_fail("setting { 'way', is = 3 }", "wrong-type", "");
    expect_fail("setting { 'way', 'ways', is = 'new' }", "wrong-type", "");
    expect_fail("setting { courses {}, is = 'new' }", "wrong-type", "");
    // The branch that is not chosen is read all the same.
    expect_fail("when { setting { 'way', is = 'old' }, trained 'tt', trained 'u' }", "unknown-name", "t");
}

WM_TEST_MAIN(cmocka_unit_test(test_values), cmocka_unit_test(test_when), cmocka_unit_test(test_all_and_any),
             cmocka_unit_test(test_says), cmocka_unit_test(test_mistakes))
