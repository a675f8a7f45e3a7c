// SPDX-License-Identifier: MIT
// An organisation's pack: who it is, and what it adopts.
#include "tests/unit/lang/rules.h"

static const char framework[] = "framework 'f' { title = 'F', edition = '2', source = 'S' }\n"
                                "relation 'r' { title = 'R' }\n"
                                "level 'one' { title = 'One', requires = related 'r' }\n";
static const char other[] = "framework 'a' { title = 'A' }\n"
                            "relation 'r' { title = 'R of A' }\n"
                            "gate 'one' { title = 'Gate', requires = related 'r' }\n";

static void make(struct rules *rules, const char *organisation) {
    rules_init(rules);
    rules_add(rules, "organisations/o/organisation.lua", organisation);
    rules_add(rules, "frameworks/f/framework.lua", framework);
    rules_add(rules, "frameworks/a/framework.lua", other);
}

static void test_adopts(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, "organisation 'o' { title = 'Orchard', timezone = 'Europe/Paris' }\n"
                 "adopt 'f' {}\nadopt 'a' { accept_suggested = true }\n");
    struct wm_ruleset *ruleset = rules_build_organisation(&rules);
    assert_string_equal(ruleset->organisation, "o");
    assert_string_equal(ruleset->title, "Orchard");
    assert_string_equal(ruleset->timezone, "Europe/Paris");
    assert_int_equal(ruleset->framework_count, 2); // sorted
    assert_string_equal(ruleset->frameworks[0].id, "a");
    assert_true(ruleset->frameworks[0].accept_suggested);
    assert_false(ruleset->frameworks[1].accept_suggested);
    assert_string_equal(ruleset->frameworks[1].edition, "2");
    assert_string_equal(ruleset->frameworks[1].source, "S");
    assert_int_equal(ruleset->file_count, 3);
    assert_string_equal(ruleset->files[0].path, "frameworks/a/framework.lua");
    assert_string_equal(ruleset->files[2].path, "organisations/o/organisation.lua");
    assert_int_equal(ruleset->files[1].length, sizeof framework - 1);
    assert_memory_equal(ruleset->files[1].bytes, framework, sizeof framework - 1);
    assert_string_equal(ruleset->levels[0]->full, "a/one");
    assert_string_equal(ruleset->levels[1]->full, "f/one");
    wm_ruleset_unref(ruleset);
    make(&rules, "organisation 'o' { title = 'Orchard' }");
    ruleset = rules_build_organisation(&rules);
    assert_string_equal(ruleset->timezone, "Europe/London");
    assert_int_equal(ruleset->framework_count, 0);
    wm_ruleset_unref(ruleset);
}

static void expect_fail(const char *organisation, const char *reason, int line, const char *nearest) {
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    char where[64];
    make(&rules, organisation);
    wm_test_fails(wm_pack_build(&rules.source, "o", NULL, &ruleset, &error), &error, WM_RULES, reason);
    snprintf(where, sizeof where, "organisations/o/organisation.lua:%d", line);
    assert_string_equal(error.where, where);
    assert_string_equal(error.nearest, nearest);
}

static void test_mistakes(void **state) {
    (void)state;
    expect_fail("adopt 'f' {}", "missing", 1, "");
    expect_fail("organisation 'p' { title = 'P' }", "wrong-id", 1, "");
    expect_fail("organisation 'o' { title = 'O' }\norganisation 'o' { title = 'O' }", "duplicate", 2, "");
    expect_fail("organisation 'o' {}", "missing", 1, "");
    expect_fail("organisation 'o' { title = 'O', zone = 'x' }", "unknown-name", 1, "");
    expect_fail("organisation 'o' { title = 'O', timezone = 'Europe/Somerset' }", "unknown-timezone", 1, "");
    expect_fail("organisation 'o' { title = 'O' }\n\nadopt 'ff' {}", "unknown-name", 3, "f");
    expect_fail("organisation 'o' { title = 'O' }\nadopt 'f' {}\nadopt 'f' {}", "duplicate", 3, "");
    expect_fail("organisation 'o' { title = 'O' }\nadopt 'f'", "missing", 2, "");
    expect_fail("organisation 'o' { title = 'O' }\nadopt 'f' { accept_sugested = true }", "unknown-name", 2,
                "accept_suggested");
    expect_fail("organisation 'o' { title = 'O' }\nadopt 'f' { accept_suggested = 'yes' }", "wrong-type", 2, "");
    expect_fail("organisation 'o' { title = 'O' }\nframework 'g' { title = 'G' }", "wrong-place", 2, "");
    rules_fail("framework 'f' { title = 'F' }\nadopt 'a' {}", "wrong-place", "framework.lua:2", "");
    rules_fail("framework 'f' { title = 'F' }\nrecognise { 'x/y' }", "wrong-place", "framework.lua:2", "");
    rules_fail("framework 'f' { title = 'F' }\nassessors 'f'", "wrong-place", "framework.lua:2", "");
}

static void test_no_such_organisation(void **state) {
    (void)state;
    static const char *const wrong[] = {"oo", "", "../o", "O", "a/b", "organisations"};
    struct rules rules;
    struct wm_ruleset *ruleset = NULL;
    make(&rules, "organisation 'o' { title = 'O' }");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct wm_error error = {0};
        wm_test_fails(wm_pack_build(&rules.source, wrong[i], NULL, &ruleset, &error), &error, WM_NOT_FOUND,
                      "unknown-organisation");
        assert_true(i > 0 || strcmp(error.nearest, "o") == 0);
        wm_test_fails(wm_pack_build_framework(&rules.source, wrong[i], NULL, 0, NULL, &ruleset, &error), &error,
                      WM_NOT_FOUND, "unknown-framework");
    }
}

// A framework that is broken is broken for whoever adopts it, and says where.
static void test_broken_framework(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    rules_init(&rules);
    rules_add(&rules, "organisations/o/organisation.lua", "organisation 'o' { title = 'O' }\nadopt 'f' {}");
    rules_add(&rules, "frameworks/f/framework.lua", "framework 'f' { title = 'F' }\nlevel 'x' { titel = 'X' }");
    wm_test_fails(wm_pack_build(&rules.source, "o", NULL, &ruleset, &error), &error, WM_RULES, "unknown-name");
    assert_string_equal(error.where, "frameworks/f/framework.lua:2");
    assert_string_equal(error.nearest, "title");
    assert_null(ruleset);
}

WM_TEST_MAIN(cmocka_unit_test(test_adopts), cmocka_unit_test(test_mistakes),
             cmocka_unit_test(test_no_such_organisation), cmocka_unit_test(test_broken_framework))
