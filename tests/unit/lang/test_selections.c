// SPDX-License-Identifier: MIT
// Selections: what each filter lets through, in order of declaration, and when they are resolved.
#include "tests/unit/lang/rules.h"

#define DECLARED                                                                                                       \
    "framework 'f' { title = 'F', scale = 's' }\n"                                                                     \
    "level 'two' { title = 'Two', requires = %s }\n" /* before what it selects: resolved when all is declared */       \
    "level 'one' { title = 'One', requires = trained 't1' }\n"                                                         \
    "scale 's' { [0] = 'No', 'Yes' }\n"                                                                                \
    "scale 'z' { 'A', 'B' }\n"                                                                                         \
    "domain 'd' { title = 'D' }\n"                                                                                     \
    "domain 'e' { title = 'E' }\n"                                                                                     \
    "competency 'c1' { title = 'C1', domain = 'd', level = 'one', tags = { 'x', 'y' } }\n"                             \
    "competency 'c2' { title = 'C2', domain = 'd', level = { 'one', 'two' }, scale = 'z' }\n"                          \
    "competency 'c3' { title = 'C3', domain = 'e', tags = 'y' }\n"                                                     \
    "course 't1' { title = 'T1', teaches = { 'c1', 'c2' } }\n"                                                         \
    "course 't2' { title = 'T2', teaches = 'c3' }\n"                                                                   \
    "item 'i1' { title = 'I1', essential = true }\n"                                                                   \
    "item 'i2' { title = 'I2', desirable = true }\n"                                                                   \
    "item 'i3' { title = 'I3' }\n"                                                                                     \
    "parameter 'tags' { suggested = { 'x' } }\n"                                                                       \
    "parameter 'left-out' { suggested = { 'c1', 'c3' } }\n"                                                            \
    "parameter 'number' { suggested = 3 }\n"

// The subjects that the criterion's leaves are about: "c1 c2".
static void expect(const char *criterion, const char *subjects) {
    char text[4096], found[256] = "";
    struct rules rules;
    snprintf(text, sizeof text, DECLARED, criterion);
    rules_framework(&rules, text);
    struct wm_ruleset *ruleset = rules_build(&rules);
    const struct wm_criterion *requires = rules_requires(ruleset, "f/two");
    const struct wm_criterion *alone[] = {requires};
    uint32_t count = requires->child_count > 0 ? requires->child_count : 1;
    for (uint32_t i = 0; i < count; i++) {
        const struct wm_criterion *leaf = requires->child_count > 0 ? requires->children[i] : alone[0];
        const char *code = wm_code_text(leaf->query->subject), *slash = strchr(code, '/');
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s", i > 0 ? " " : "",
                 slash != NULL ? slash + 1 : code);
    }
    assert_string_equal(found, subjects);
    wm_ruleset_unref(ruleset);
}

static void expect_fail(const char *criterion, const char *reason, const char *nearest) {
    char text[4096];
    snprintf(text, sizeof text, DECLARED, criterion);
    rules_fail(text, reason, "framework.lua:2", nearest);
}

static void test_filters(void **state) {
    (void)state;
    expect("assessed(competencies {})", "c1 c2 c3");
    expect("assessed { competencies() }", "c1 c2 c3");
    expect("assessed { competencies { level = 'one' } }", "c1 c2");
    expect("assessed { competencies { level = 'two' } }", "c2");
    expect("assessed { competencies { domain = 'd' } }", "c1 c2");
    expect("assessed { competencies { domain = { 'd', 'e' }, tag = 'y' } }", "c1 c3");
    expect("assessed { competencies { scale = 's' } }", "c1 c3"); // the framework's own scale counts
    expect("assessed { competencies { scale = 'z' } }", "c2");
    expect("assessed { competencies { tag = { 'x', 'nobody-has-it' } } }", "c1");
    expect("assessed { competencies { except = 'c2' } }", "c1 c3");
    expect("trained { courses { teaches = 'c2' } }", "t1");
    expect("trained { courses { teaches = { 'c2', 'c3' } } }", "t1 t2");
    expect("signed_off { items { essential = true } }", "i1");
    expect("signed_off { items { essential = false } }", "i2 i3");
    expect("signed_off { items { desirable = true } }", "i2");
    expect("signed_off { items { essential = false, desirable = false } }", "i3");
}

static void test_together_with_names(void **state) {
    (void)state;
    expect("assessed { 'c3', competencies { domain = 'd' }, { 'c1', 'c3' } }", "c3 c1 c2");
    expect("evidenced { competencies { domain = 'd' }, items { essential = true } }", "c1 c2 i1");
    expect("signed_off { 'f/c1' }", "c1");
    expect("(function() local made = course 'late' { title = 'Late' } return trained { made } end)()", "late");
}

static void test_parameters(void **state) {
    (void)state;
    expect("assessed { competencies { tag = param 'tags' } }", "c1");
    expect("assessed { competencies { except = { param 'left-out' } } }", "c2");
    expect_fail("assessed { competencies { tag = param 'number' } }", "wrong-type", "");
    expect_fail("assessed { competencies { tag = param 'tag' } }", "unknown-name", "tags");
}

static void test_mistakes(void **state) {
    (void)state;
    expect_fail("assessed { competencies { tag = 'z' } }", "empty", "");
    expect_fail("assessed { 'c1', competencies { tag = 'z' } }", "empty", "");
    expect_fail("assessed { competencies { except = { 'c1', 'c2', 'c3' } } }", "empty", "");
    expect_fail("assessed { competencies { level = 'on' } }", "unknown-name", "one");
    expect_fail("assessed { competencies { domain = 'dd' } }", "unknown-name", "d");
    expect_fail("assessed { competencies { except = 'c4' } }", "unknown-name", "c1");
    expect_fail("assessed { competencies { taught = 'x' } }", "unknown-name", "");
    expect_fail("trained { courses { teaches = 'c9' } }", "unknown-name", "c1");
    expect_fail("assessed { courses {} }", "wrong-type", "");
    expect_fail("assessed { competencies { 'c1' } }", "wrong-type", "");
    expect_fail("assessed { competencies 'c1' }", "wrong-type", "");
    expect_fail("assessed { competences {} }", "unknown-name", "competencies");
    expect_fail("assessed { course 't9' { title = 'T9' } }", "wrong-type", "");
}

WM_TEST_MAIN(cmocka_unit_test(test_filters), cmocka_unit_test(test_together_with_names),
             cmocka_unit_test(test_parameters), cmocka_unit_test(test_mistakes))
