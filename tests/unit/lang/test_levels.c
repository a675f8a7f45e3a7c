// SPDX-License-Identifier: MIT
// Levels and gates: their order, what they grant and follow, and the circles that are refused.
#include "tests/unit/lang/rules.h"

#define BEGIN "framework 'f' { title = 'F' }\nrelation 'r' { title = 'R' }\n"
#define PAY                                                                                                            \
    "pay 'p' { title = 'P', from = '2020-04-01', rows = { { years_from = 0, years_to = 1 }, { years_from = 1 } } }\n"

static void test_order(void **state) {
    (void)state;
    static const char *const ids[] = {"f/low", "f/left", "f/right", "f/top", "f/g1", "f/g0"};
    struct rules rules;
    rules_framework(
        &rules,
        BEGIN "gate 'g1' { title = 'G1', requires = related 'r' }\n"
              "level 'top' { title = 'Top', rank = 3, after = { 'left', 'right' }, says = 'above', "
              "source = 'page 1', grants = { pay = 'p' }, requires = related 'r', "
              "desires = { related 'r', { related 'r', related 'r' } } }\n"
              "level 'left' { title = 'Left', rank = 2, after = 'f/low', requires = related 'r' }\n"
              "level 'right' { title = 'Right', rank = 2, requires = related 'r' }\n"
              "level 'low' { title = 'Low', rank = -1, grants = { pay = 'p', rows = 1 }, requires = related 'r' }\n"
              "gate 'g0' { title = 'G0', requires = related 'r' }\n"
              "pay 'p' { title = 'P', from = '2020-04-01', rows = { { years_from = 0 } } }\n");
    struct wm_ruleset *ruleset = rules_build(&rules);
    assert_int_equal(ruleset->level_count, 6);
    for (uint32_t i = 0; i < 6; i++) {
        assert_string_equal(ruleset->levels[i]->full, ids[i]);
        assert_int_equal(ruleset->levels[i]->index, i);
        assert_int_equal(ruleset->levels[i]->gate, i >= 4);
        assert_ptr_equal(ruleset->levels[i]->framework, &ruleset->frameworks[0]);
    }
    const struct wm_level *top = ruleset->levels[3];
    assert_string_equal(top->says, "above");
    assert_string_equal(top->source, "page 1");
    assert_string_equal(wm_code_text(top->pay), "f/p");
    assert_int_equal(top->pay_rows, 0);
    assert_string_equal(wm_code_text(ruleset->levels[0]->pay), "f/p");
    assert_int_equal(ruleset->levels[0]->pay_rows, 1);
    assert_string_equal(wm_code_text(top->code), "f/top");
    assert_int_equal(top->after_count, 2);
    assert_ptr_equal(top->after[1], ruleset->levels[2]);
    assert_int_equal(top->where.line, 4);
    assert_int_equal(top->desire_count, 2);
    assert_string_equal(top->desires[0]->id, "related:r#2"); // the requirement came first
    assert_int_equal(top->desires[1]->child_count, 2);
    assert_int_equal(top->leaf_count, 1);
    wm_ruleset_unref(ruleset);
}

// What a setting leaves nothing of is no desire; what nobody has set may be one.
static void test_settled_desires(void **state) {
    (void)state;
    static const struct {
        const char *value;
        uint32_t count;
    } cases[] = {{"default = false", 1}, {"default = true", 2}, {"of = 'boolean'", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 BEGIN "parameter 'p' { %s }\nlevel 'a' { title = 'A', requires = related 'r',\n"
                       "desires = { when { setting { 'p', is = true }, related 'r' }, none { related 'r' } } }",
                 cases[i].value);
        struct rules rules;
        rules_framework(&rules, text);
        struct wm_ruleset *ruleset = rules_build(&rules);
        const struct wm_level *level = ruleset->levels[0];
        assert_int_equal(level->desire_count, cases[i].count);
        assert_int_equal(level->desires[cases[i].count - 1]->verb, WM_VERB_NONE);
        wm_ruleset_unref(ruleset);
    }
}

static void test_mistakes(void **state) {
    (void)state;
    rules_fail(BEGIN "level 'a' { title = 'A' }", "missing", "framework.lua:3", "");
    rules_fail(BEGIN "level 'a' { requires = related 'r' }", "missing", "framework.lua:3", "");
    rules_fail(BEGIN "level 'a' { title = 'A', requires = {} }", "empty", "framework.lua:3", "");
    rules_fail(BEGIN "level 'a' { title = 'A', requires = 'related' }", "wrong-type", "framework.lua:3", "");
    rules_fail(BEGIN "level 'a' { title = 'A', require = related 'r' }", "unknown-name", "framework.lua:3", "requires");
    rules_fail(BEGIN "level 'a' { title = 'A', rank = 1.5, requires = related 'r' }", "wrong-number", "framework.lua:3",
               "");
    rules_fail(BEGIN "level 'a' { title = 'A', after = 'b', requires = related 'r' }", "unknown-name",
               "framework.lua:3", NULL);
    rules_fail(BEGIN "level 'a' { title = 'A', after = 'g', requires = related 'r' }\n"
                     "gate 'g' { title = 'G', requires = related 'r' }",
               "wrong-type", "framework.lua:3", "");
    rules_fail(BEGIN "level 'a' { title = 'A', grants = { pay = 'p' }, requires = related 'r' }", "unknown-name",
               "framework.lua:3", "");
    rules_fail(BEGIN "level 'a' { title = 'A', grants = { play = 'p' }, requires = related 'r' }", "unknown-name",
               "framework.lua:3", "pay");
    rules_fail(BEGIN "level 'a' { title = 'A', grants = { 'p' }, requires = related 'r' }", "wrong-type",
               "framework.lua:3", "");
    rules_fail(BEGIN "level 'a' { title = 'A', grants = { rows = 2 }, requires = related 'r' }", "missing",
               "framework.lua:3", "");
    rules_fail(BEGIN PAY "level 'a' { title = 'A', grants = { pay = 'p', rows = 3 }, requires = related 'r' }",
               "wrong-number", "framework.lua:4", "");
    rules_fail(BEGIN PAY "level 'a' { title = 'A', grants = { pay = 'p', rows = 0 }, requires = related 'r' }",
               "wrong-type", "framework.lua:4", "");
    rules_fail(BEGIN PAY "level 'a' { title = 'A', grants = { pay = 'p', rows = 1.5 }, requires = related 'r' }",
               "wrong-type", "framework.lua:4", "");
    rules_fail(BEGIN PAY "level 'a' { title = 'A', grants = { pay = 'p', rows = 1 }, requires = related 'r' }\n"
                         "level 'a' { from = '2027-04-01', grants = { pay = 'p', rows = 2 }, requires = related 'r' }",
               "contradiction", "framework.lua:5", "");
    rules_fail(BEGIN
               "level 'a' { title = 'A', requires = related 'r' }\nlevel 'a' { title = 'A', requires = related 'r' }",
               "duplicate", "framework.lua:4", "");
    rules_fail(BEGIN
               "level 'a' { title = 'A', requires = related 'r' }\ngate 'a' { title = 'A', requires = related 'r' }",
               "duplicate", "framework.lua:4", "");
    rules_fail(BEGIN "level 'A' { title = 'A', requires = related 'r' }", "wrong-id", "framework.lua:3", "");
    rules_fail(BEGIN "level 'a/b' { title = 'A', requires = related 'r' }", "wrong-id", "framework.lua:3", "");
}

static void test_circles(void **state) {
    (void)state;
    rules_fail(BEGIN "level 'a' { title = 'A', requires = meets 'a' }", "cycle", "framework.lua:3", "");
    rules_fail(BEGIN "level 'a' { title = 'A', requires = any { related 'r', meets 'b' } }\n"
                     "gate 'b' { title = 'B', requires = meets 'c' }\n"
                     "level 'c' { title = 'C', requires = {\n meets 'a' } }",
               "cycle", NULL, "");
    rules_fail(BEGIN "level 'a' { title = 'A', after = 'b', requires = related 'r' }\n"
                     "level 'b' { title = 'B', after = 'a', requires = related 'r' }",
               "cycle", NULL, "");
    // Two ways to the same level, desires, and awards are no circle.
    struct rules rules;
    rules_framework(&rules, BEGIN "level 'a' { title = 'A', requires = related 'r', desires = meets 'd' }\n"
                                  "level 'b' { title = 'B', requires = { meets 'a', holds 'd' } }\n"
                                  "level 'c' { title = 'C', requires = meets 'a' }\n"
                                  "level 'd' { title = 'D', requires = { meets 'b', meets 'c' } }\n");
    wm_ruleset_unref(rules_build(&rules));
}

static void test_long_way(void **state) {
    (void)state;
    static const char chain[] = BEGIN "level 'l0' { title = 'L', requires = related 'r' }\n"
                                      "for i = 1, %d do\n"
                                      "level('l' .. i) { title = 'L', rank = %s, requires = meets('l' .. i - 1) } end";
    char text[512];
    struct rules rules;
    snprintf(text, sizeof text, chain, 31, "-i");
    rules_framework(&rules, text);
    wm_ruleset_unref(rules_build(&rules));
    snprintf(text, sizeof text, chain, 32, "-i");
    rules_fail(text, "too-deep", "framework.lua:5", "");
    snprintf(text, sizeof text, chain, 1100, "i");
    rules_fail(text, "too-many", "framework.lua:1", "");
}

WM_TEST_MAIN(cmocka_unit_test(test_order), cmocka_unit_test(test_settled_desires), cmocka_unit_test(test_mistakes),
             cmocka_unit_test(test_circles), cmocka_unit_test(test_long_way))
