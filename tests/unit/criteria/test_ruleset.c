// SPDX-License-Identifier: MIT
// Look-ups, counts, the order of levels, and the two digests.
#include "tests/unit/criteria/rules.h"

static void test_find(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    const struct wm_level *found = NULL;
    rules_make(&rules);
    rules_level(&rules, "entry", "Entry", rules_trained(&rules));
    rules_level(&rules, "mid-career", "Mid", rules_trained(&rules));
    rules_seal(&rules);
    const struct wm_ruleset *ruleset = rules.ruleset;
    assert_int_equal(ruleset->level_count, 2);
    assert_ptr_equal(wm_ruleset_level(ruleset, "f/mid-career-x", 12), ruleset->levels[1]);
    assert_int_equal(ruleset->levels[1]->index, 1);
    assert_null(wm_ruleset_level(ruleset, "mid-career", 10));
    wm_test_ok(wm_ruleset_find_level(ruleset, "f/entry", 7, &found, &error), &error);
    assert_ptr_equal(found, ruleset->levels[0]);
    found = NULL;
    wm_test_fails(wm_ruleset_find_level(ruleset, "f/entri", 7, &found, &error), &error, WM_NOT_FOUND, "unknown-level");
    assert_string_equal(error.nearest, "f/entry");
    assert_string_equal(error.found, "f/entri");
    assert_null(found);
    char longest[1000];
    memset(longest, 'x', sizeof longest);
    wm_test_fails(wm_ruleset_find_level(ruleset, longest, sizeof longest, &found, &error), &error, WM_NOT_FOUND,
                  "unknown-level");
    assert_string_equal(error.nearest, "");
    assert_ptr_equal(wm_ruleset_framework(ruleset, "f", 1), &ruleset->frameworks[0]);
    assert_null(wm_ruleset_framework(ruleset, "ff", 2));
    assert_string_equal(wm_framework_find(rules.framework, WM_DECLARED_COURSE, "fire-safety", 11)->title,
                        "Fire safety");
    assert_null(wm_framework_find(rules.framework, WM_DECLARED_ROLE, "fire-safety", 11));
    assert_ptr_equal(wm_framework_parameter(rules.framework, "score", 5), rules.parameter);
    assert_null(wm_framework_parameter(rules.framework, "scor", 4));
    wm_ruleset_unref(rules.ruleset);
}

static void test_counted(void **state) {
    (void)state;
    struct rules rules;
    rules_make(&rules);
    rules_seal(&rules);
    assert_ptr_equal(wm_ruleset_ref(rules.ruleset), rules.ruleset);
    wm_ruleset_unref(rules.ruleset);
    assert_string_equal(rules.ruleset->organisation, "o"); // one is left
    wm_ruleset_unref(rules.ruleset);
    wm_ruleset_unref(NULL);
}

static void test_refused(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    rules_make(&rules);
    rules_level(&rules, "entry", "Entry", rules_trained(&rules));
    rules_level(&rules, "entry", "Again", rules_trained(&rules));
    wm_test_fails(wm_ruleset_seal(rules.ruleset, &error), &error, WM_RULES, "duplicate");
    assert_string_equal(error.where, "frameworks/f/framework.lua:7");
    wm_ruleset_unref(rules.ruleset);
    rules_make(&rules);
    rules.framework->level_count = WM_LEVELS_MOST + 1;
    wm_test_fails(wm_ruleset_seal(rules.ruleset, &error), &error, WM_RULES, "too-many");
    wm_ruleset_unref(rules.ruleset);
}

static void test_digests(void **state) {
    (void)state;
    static const struct wm_ruleset_file file = {"frameworks/f/framework.lua", "text", 4},
                                        moved = {"frameworks/f/x.lua", "text", 4};
    char hash[3][65], criteria[3][65];
    for (int i = 0; i < 3; i++) {
        struct rules rules;
        rules_make(&rules);
        struct wm_criterion *leaf = rules_trained(&rules);
        rules_level(&rules, "entry", i == 1 ? "Another title" : "Entry",
                    i == 2 ? RULES_COMBINE(&rules, WM_VERB_NONE, leaf) : leaf);
        rules.ruleset->files = i == 2 ? &moved : &file;
        rules.ruleset->file_count = 1;
        rules_seal(&rules);
        memcpy(hash[i], rules.ruleset->hash, 65);
        memcpy(criteria[i], rules.ruleset->criteria_hash, 65);
        assert_int_equal(strlen(hash[i]), 64);
        wm_ruleset_unref(rules.ruleset);
    }
    assert_string_equal(hash[0], hash[1]); // the bytes read
    assert_string_not_equal(hash[0], hash[2]);
    assert_string_equal(criteria[0], criteria[1]); // what can change a decision
    assert_string_not_equal(criteria[0], criteria[2]);
}

static void test_names(void **state) {
    (void)state;
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++) {
        assert_non_null(wm_declared_name((enum wm_declared)declared));
        assert_non_null(wm_declared_plural((enum wm_declared)declared));
    }
    assert_string_equal(wm_declared_plural(WM_DECLARED_COMPETENCY), "competencies");
    assert_string_equal(wm_parameter_origin_name(WM_ORIGIN_DEPARTS), "departs-from-source");
    assert_string_equal(wm_verb_name(WM_VERB_AT_LEAST), "at_least");
    assert_true(wm_verb_leaf(WM_VERB_FIXED) && wm_verb_leaf(WM_VERB_HOLDS));
    assert_false(wm_verb_leaf(WM_VERB_MEETS) || wm_verb_leaf(WM_VERB_SHOWN));
}

WM_TEST_MAIN(cmocka_unit_test(test_find), cmocka_unit_test(test_counted), cmocka_unit_test(test_refused),
             cmocka_unit_test(test_digests), cmocka_unit_test(test_names))
