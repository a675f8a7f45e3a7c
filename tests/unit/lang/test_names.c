// SPDX-License-Identifier: MIT
// Names stay for as long as the process does: those of packs with a mistake do not, and of good ones not without end.
#include "tests/unit/lang/rules.h"

#include "engine/base/memory.h"
#include "engine/lang/limits.h"

// `round` is part of each name.
static void write_pack(struct rules *rules, const char *path, int round, int names, const char *end) {
    static char text[1000];
    snprintf(text, sizeof text, "for i = 1, %d do course('name-%d-' .. i) { title = 'C' } end\n%s", names, round, end);
    rules_add(rules, path, text);
}

static void test_failures_leave_nothing(void **state) {
    (void)state;
    enum { ROUNDS = 50 }; // it takes one to leave something, and a thousand leave nothing either
    struct wm_memory_count before = {0};
    size_t codes = 0;
    for (int round = 0; round <= ROUNDS; round++) {
        struct rules rules;
        struct wm_error error = {0};
        struct wm_ruleset *ruleset = NULL;
        rules_framework(&rules, "framework 'f' { title = 'F' }");
        // Late, so that all names are there: a circle is found last.
        write_pack(&rules, "frameworks/f/names.lua", round, 5000,
                   "level 'a' { title = 'A', requires = meets 'b' }\nlevel 'b' { title = 'B', requires = meets 'a' }");
        wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, NULL, &ruleset, &error), &error, WM_RULES,
                      "cycle");
        if (round == 0) {
            before = wm_memory_count();
            codes = wm_code_count();
        }
    }
    assert_int_equal(wm_code_count(), codes);
    assert_int_equal(wm_memory_count().blocks, before.blocks);
    assert_int_equal(wm_memory_count().bytes, before.bytes);
}

static enum wm_status build(int round, int names, size_t *left, struct wm_error *error) {
    struct rules rules;
    struct wm_ruleset *ruleset = NULL;
    rules_init(&rules);
    rules_add(&rules, "organisations/o/organisation.lua", "organisation 'o' { title = 'O' }");
    rules_add(&rules, "organisations/o/own/framework.lua", "framework 'own' { title = 'Own' }");
    write_pack(&rules, "organisations/o/own/names.lua", round, names,
               "level 'a' { title = 'A', requires = trained { 'c' } }\ncourse 'c' { title = 'C' }");
    struct wm_pack_limits limits = {.names = left};
    enum wm_status status = wm_pack_build(&rules.source, "o", &limits, &ruleset, error);
    wm_ruleset_unref(ruleset);
    return status;
}

static void test_allowance(void **state) {
    (void)state;
    struct wm_error error = {0};
    size_t left = 900, codes = wm_code_count();
    wm_test_ok(build(1, 400, &left, &error), &error);
    size_t brought = wm_code_count() - codes;
    assert_true(brought > 400 && brought < 500); // and the words of the language
    assert_int_equal(left, 900 - brought);
    wm_test_ok(build(1, 400, &left, &error), &error); // nothing new
    assert_int_equal(left, 900 - brought);
    codes = wm_code_count();
    wm_test_fails(build(2, 800, &left, &error), &error, WM_RULES, "too-many-new-names");
    assert_string_equal(error.where, "organisations/o/organisation.lua:1");
    assert_non_null(strstr(error.message, "the rules of o have brought more than 100000"));
    assert_int_equal(wm_code_count(), codes);
    assert_int_equal(left, 900 - brought);
    wm_test_ok(build(3, 400, &left, &error), &error); // what is smaller still fits
    assert_int_equal(left, 900 - brought - 400);
    wm_test_ok(build(4, 800, NULL, &error), &error);
}

// The ruleset that is used was built with the same bytes as the one that was tried, and has the same hashes.
static void test_built_again(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(&rules, "framework 'f' { title = 'F' }\nlevel 'never-heard-of' { title = 'A', requires = "
                            "trained 'never-heard-of-either' }\ncourse 'never-heard-of-either' { title = 'C' }");
    struct wm_ruleset *first = rules_build(&rules), *second = rules_build(&rules);
    assert_string_equal(first->hash, second->hash);
    assert_string_equal(first->criteria_hash, second->criteria_hash);
    assert_string_equal(wm_code_text(first->levels[0]->code), "f/never-heard-of");
    assert_int_equal(first->levels[0]->code, second->levels[0]->code);
    wm_ruleset_unref(first);
    wm_ruleset_unref(second);
}

WM_TEST_MAIN(cmocka_unit_test(test_failures_leave_nothing), cmocka_unit_test(test_allowance),
             cmocka_unit_test(test_built_again))
