// SPDX-License-Identifier: MIT
// Levels whose criteria change on a day: which declarations are editions of one level, on which days, and what is wrong.
#include "tests/unit/lang/rules.h"

#define DECLARED "relation 'r' { title = 'R' }\ncourse 'c' { title = 'C' }\n"
#define BEGIN "framework 'f' { title = 'F' }\n" DECLARED
#define OLD "level 'a' { title = 'A', rank = 1, requires = related 'r' }\n"
#define NEW "level 'a' { from = '2027-04-01', requires = trained 'c' }\n"

static wm_day day_of(const char *text) {
    wm_day day;
    struct wm_error error = {0};
    wm_test_ok(wm_day_parse(text, strlen(text), &day, &error), &error);
    return day;
}

static void test_one_ends_on_the_eve_of_the_next(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(&rules, BEGIN "level 'a' { from = '2027-04-01', grandfather = '2028-03-31', says = 'new',\n"
                                  "requires = trained 'c', desires = related 'r' }\n"
                                  "gate 'g' { title = 'G', ['until'] = '2030-12-31', requires = related 'r' }\n" OLD
                                  "level 'b' { title = 'B', requires = meets 'a' }\n");
    struct wm_ruleset *ruleset = rules_build(&rules);
    assert_int_equal(ruleset->level_count, 3);
    const struct wm_level *level = wm_ruleset_level(ruleset, "f/a", 3);
    assert_string_equal(level->title, "A");
    assert_string_equal(level->says, "new");
    assert_int_equal(level->rank, 1);
    assert_int_equal(level->where.line, 4);
    const struct wm_criterion *requires = level->requires;
    assert_int_equal(requires->verb, WM_VERB_EDITIONS);
    assert_string_equal(requires->says, "what is asked on the day");
    assert_int_equal(requires->child_count, 3);
    const struct wm_criterion *old = requires->children[0], *new = requires->children[1], *kept = requires->children[2];
    assert_string_equal(old->id, "related:r");
    assert_int_equal(old->edition->from, WM_DAY_NONE);
    assert_int_equal(old->edition->until, day_of("2027-03-31"));
    assert_string_equal(new->id, "trained:c");
    assert_int_equal(new->edition->from, day_of("2027-04-01"));
    assert_int_equal(new->edition->until, WM_DAY_NONE);
    assert_int_equal(kept->verb, WM_VERB_GRANDFATHERED);
    assert_string_equal(kept->id, "grandfathered:2027-03-31");
    assert_string_equal(kept->says, "Was eligible on 31 March 2027, and stays so until 31 March 2028");
    assert_int_equal(kept->edition->from, day_of("2027-04-01"));
    assert_int_equal(kept->edition->until, day_of("2028-03-31"));
    assert_ptr_equal(kept->level, level);
    assert_int_equal(level->leaf_count, 3);
    assert_int_equal(level->desire_count, 1);
    assert_string_equal(level->desires[0]->id, "related:r"); // that of another edition is no other criterion's name
    assert_ptr_equal(level->desires[0]->edition, new->edition);
    assert_ptr_equal(wm_criterion_on(level->requires, day_of("2027-03-31")), old);
    assert_ptr_equal(wm_criterion_on(level->requires, day_of("2027-04-01")), new);
    const struct wm_level *gate = wm_ruleset_level(ruleset, "f/g", 3), *above = wm_ruleset_level(ruleset, "f/b", 3);
    assert_string_equal(gate->requires->says, "in force until 31 December 2030");
    assert_null(wm_criterion_on(gate->requires, day_of("2031-01-01")));
    assert_ptr_equal(wm_criterion_on(above->requires, 0), above->requires);
    assert_int_equal(gate->eve_count, 0);
    assert_int_equal(level->eve_count, 1);
    assert_int_equal(above->eve_count, 1); // through what it meets
    assert_ptr_equal(above->eves[0], kept);
    wm_ruleset_unref(ruleset);
}

static void test_eves_by_day(void **state) {
    (void)state;
    static const char *const eves[] = {"a/grandfathered:2026-12-31", "b/grandfathered:2027-02-28",
                                       "a/grandfathered:2027-06-30"};
    struct rules rules;
    rules_framework(&rules, BEGIN OLD
                    "level 'a' { from = '2027-07-01', grandfather = '2029-12-31', requires = trained 'c' }\n"
                    "level 'a' { from = '2027-01-01', grandfather = '2027-12-31', requires = none { trained 'c' } }\n"
                    "level 'b' { title = 'B', requires = meets 'a' }\n"
                    "level 'b' { from = '2027-03-01', grandfather = '2027-03-01', requires = related 'r' }\n"
                    "level 'c' { title = 'C', requires = trained 'c', desires = meets 'b' }\n");
    struct wm_ruleset *ruleset = rules_build(&rules);
    const struct wm_level *a = wm_ruleset_level(ruleset, "f/a", 3), *c = wm_ruleset_level(ruleset, "f/c", 3);
    assert_int_equal(a->eve_count, 2);
    assert_int_equal(c->eve_count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        assert_string_equal(c->eves[i]->qualified_id, eves[i]);
        assert_int_equal(c->eves[i]->eve, i);
    }
    assert_ptr_equal(a->eves[1], c->eves[2]);
    wm_ruleset_unref(ruleset);
}

static void test_the_framework_s_days(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(&rules,
                    "framework 'f' { title = 'F', from = '2025-01-01', ['until'] = '2027-12-31' }\n" DECLARED OLD
                    "level 'b' { title = 'B', ['until'] = '2026-12-31', requires = related 'r' }\n"
                    "level 'c' { title = 'C', requires = related 'r' }\n"
                    "level 'c' { from = '2027-06-01', requires = none { related 'r' } }\n");
    struct wm_ruleset *ruleset = rules_build(&rules);
    const struct wm_criterion *c = rules_requires(ruleset, "f/c");
    assert_string_equal(rules_requires(ruleset, "f/a")->says, "in force from 1 January 2025 until 31 December 2027");
    assert_string_equal(rules_requires(ruleset, "f/b")->says, "in force until 31 December 2026");
    assert_string_equal(c->says, "in force from 1 January 2025");
    assert_int_equal(c->children[0]->edition->until, day_of("2027-05-31"));
    assert_int_equal(ruleset->frameworks[0].from, day_of("2025-01-01"));
    assert_int_equal(ruleset->frameworks[0].until, day_of("2027-12-31"));
    wm_ruleset_unref(ruleset);
}

// The order of files changes nothing, each day does.
static void test_the_tree_s_hash(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool same;
    } cases[] = {
        {BEGIN NEW OLD, true},
        {BEGIN "level 'a' { title = 'A', rank = 1, ['until'] = '2027-03-31', requires = related 'r' }\n" NEW, true},
        {BEGIN OLD "level 'a' { from = '2027-04-02', requires = trained 'c' }\n", false},
        {BEGIN OLD "level 'a' { from = '2027-04-01', ['until'] = '2100-01-01', requires = trained 'c' }\n", false},
        {BEGIN OLD "level 'a' { from = '2027-04-01', grandfather = '2027-04-01', requires = trained 'c' }\n", false},
        {BEGIN "level 'a' { title = 'A', rank = 1, from = '2000-01-01', requires = related 'r' }\n" NEW, false},
    };
    struct rules rules;
    rules_framework(&rules, BEGIN OLD NEW);
    struct wm_ruleset *usual = rules_build(&rules);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rules_framework(&rules, cases[i].text);
        struct wm_ruleset *ruleset = rules_build(&rules);
        bool same = strcmp(usual->criteria_hash, ruleset->criteria_hash) == 0;
        if (same != cases[i].same)
            fail_msg("%s", cases[i].text);
        wm_ruleset_unref(ruleset);
    }
    wm_ruleset_unref(usual);
}

// Whoever adopts it adds to each edition.
static void test_additions(void **state) {
    (void)state;
    struct rules rules;
    char text[1024];
    rules_framework(&rules, BEGIN OLD "level 'a' { from = '2027-04-01', open = true, requires = trained 'c' }\n");
    rules_add(&rules, "organisations/o/organisation.lua",
              "organisation 'o' { title = 'O' }\n"
              "adopt 'f' { levels = { a = { also = none { trained { 'c', outcome = 'failed' } } } } }\n");
    struct wm_ruleset *ruleset = rules_build_organisation(&rules);
    const struct wm_criterion *requires = rules_requires(ruleset, "f/a");
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(requires->children[i]->verb, WM_VERB_ALL);
        assert_true(requires->children[i]->children[1]->added);
    }
    rules_written(ruleset, "a", text, sizeof text);
    assert_non_null(strstr(text, "{\"verb\":\"all\",\"until\":\"2027-03-31\",\"children\":[{\"verb\":\"related\""));
    assert_non_null(strstr(text, "{\"verb\":\"all\",\"from\":\"2027-04-01\",\"children\":[{\"verb\":\"trained\""));
    wm_ruleset_unref(ruleset);
    rules.files[1].bytes =
        "organisation 'o' { title = 'O' }\nadopt 'f' { levels = { a = { requires = related 'r' } } }\n";
    rules.files[1].length = strlen(rules.files[1].bytes);
    struct wm_error error = {0};
    assert_int_equal(wm_pack_build(&rules.source, "o", NULL, &ruleset, &error), WM_RULES); // only one of them is open
    assert_string_equal(error.reason, "loosening");
}

static void test_mistakes(void **state) {
    (void)state;
    static const struct {
        const char *text, *reason, *says;
    } cases[] = {
        {OLD OLD, "duplicate", "first at frameworks/f/framework.lua:4"},
        {OLD NEW "level 'a' { from = '2027-04-01', requires = related 'r' }", "duplicate",
         "first at frameworks/f/framework.lua:5"},
        {"level 'a' { title = 'A', ['until'] = '2027-03-30', requires = related 'r' }\n" NEW, "gap",
         "ends on 2027-03-30 (frameworks/f/framework.lua:4)"},
        {"level 'a' { title = 'A', ['until'] = '2027-04-01', requires = related 'r' }\n" NEW, "overlap",
         "in force until 2027-04-01 (frameworks/f/framework.lua:4)"},
        {"level 'a' { title = 'A', from = '2027-02-01', ['until'] = '2027-01-31', requires = related 'r' }",
         "wrong-days", "`until` is before `from`"},
        {"gate 'a' { title = 'A', from = '2027-02-01', grandfather = '2027-12-31', requires = related 'r' }",
         "wrong-days", "no earlier edition"},
        {OLD "level 'a' { from = '2027-04-01', grandfather = '2027-03-31', requires = trained 'c' }", "wrong-days",
         "`grandfather` is before `from`"},
        {OLD "level 'a' { from = '2027-04-01', rank = 2, requires = trained 'c' }", "contradiction", "`rank`"},
        {"level 'b' { title = 'B', requires = related 'r' }\nlevel 'c' { title = 'C', requires = related 'r' }\n"
         "level 'a' { title = 'A', after = 'b', requires = related 'r' }\n"
         "level 'a' { from = '2027-04-01', after = 'c', requires = related 'r' }",
         "contradiction", "`after`"},
        {"pay 'p' { title = 'P', from = '2020-04-01', rows = { { years_from = 0 } } }\n"
         "pay 'q' { title = 'Q', from = '2020-04-01', rows = { { years_from = 0 } } }\n"
         "level 'a' { title = 'A', grants = { pay = 'p' }, requires = related 'r' }\n"
         "level 'a' { from = '2027-04-01', grants = { pay = 'q' }, requires = related 'r' }",
         "contradiction", "`grants`"},
        {"level 'a' { from = '2027-04-01', requires = related 'r' }", "missing", "`title` is missing"},
        {OLD "level 'a' { from = 'April', requires = trained 'c' }", "wrong-type", "`from`"},
        {OLD "gate 'a' { title = 'A', from = '2027-04-01', requires = trained 'c' }", "duplicate", "gate \"a\""},
        {OLD "level 'a' { from = '2027-04-01', requires = meets 'a' }", "cycle", "level \"a\""},
        {"for i = 0, 256 do level 'a' { title = 'A', from = ('%d-%02d-01'):format(2000 + i // 12, i % 12 + 1),\n"
         "grandfather = i > 0 and '2199-01-01' or nil, requires = related 'r' } end",
         NULL, ""},
        {"for i = 0, 257 do level 'a' { title = 'A', from = ('%d-%02d-01'):format(2000 + i // 12, i % 12 + 1),\n"
         "grandfather = i > 0 and '2199-01-01' or nil, requires = related 'r' } end",
         "too-many", "`grandfather`"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[1024];
        struct rules rules;
        struct wm_error error = {0};
        struct wm_ruleset *ruleset = NULL;
        snprintf(text, sizeof text, "%s%s", BEGIN, cases[i].text);
        rules_framework(&rules, text);
        enum wm_status status = wm_pack_build_framework(&rules.source, "f", NULL, 0, NULL, &ruleset, &error);
        wm_ruleset_unref(ruleset);
        if (cases[i].reason == NULL)
            wm_test_ok(status, &error);
        else if (status != WM_RULES || strcmp(error.reason, cases[i].reason) != 0 ||
                 strstr(error.message, cases[i].says) == NULL)
            fail_msg("%s\n%s: %s", cases[i].text, error.reason, error.message);
    }
    rules_fail("framework 'f' { title = 'F', from = '2027-02-01', ['until'] = '2027-01-31' }\n" DECLARED OLD,
               "wrong-days", "framework.lua:1", "");
    rules_fail("framework 'f' { title = 'F', ['until'] = '2027-01-31' }\n" DECLARED OLD NEW, "gap", "framework.lua:5",
               "");
    rules_fail("framework 'f' { title = 'F', from = '2027-04-01' }\n" DECLARED OLD NEW, "wrong-days", "framework.lua:5",
               "");
}

WM_TEST_MAIN(cmocka_unit_test(test_one_ends_on_the_eve_of_the_next), cmocka_unit_test(test_eves_by_day),
             cmocka_unit_test(test_the_framework_s_days), cmocka_unit_test(test_the_tree_s_hash),
             cmocka_unit_test(test_additions), cmocka_unit_test(test_mistakes))
