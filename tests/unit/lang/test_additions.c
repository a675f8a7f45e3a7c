// SPDX-License-Identifier: MIT
// What an adoption adds to levels and gates.
#include "tests/unit/lang/beside.h"

static void expect(const char *organisation, const char *id, const char *expected) {
    struct rules rules;
    char text[2000];
    beside_make(&rules, organisation);
    struct wm_ruleset *ruleset = rules_build_organisation(&rules);
    rules_written(ruleset, id, text, sizeof text);
    assert_string_equal(text, expected);
    wm_ruleset_unref(ruleset);
}

#define HYGIENE                                                                                                        \
    "{\"verb\":\"trained\",\"id\":\"trained:hygiene\",\"kind\":\"training\",\"subject\":\"hygiene\",\"outcomes\":["    \
    "\"completed\"],\"equivalent\":true,\"in-date\":true,\"valid\":\"1 year\"}"
#define FIRE                                                                                                           \
    "{\"verb\":\"trained\",\"id\":\"trained:fire\",\"kind\":\"training\",\"subject\":\"fire\",\"outcomes\":["          \
    "\"completed\"],\"equivalent\":true,\"in-date\":true}"

static void test_added_on_top(void **state) {
    (void)state;
    expect(BESIDE "adopt 'a' {} adopt 'f' { levels = { helper = { also = { trained 'fire' } } } }", "helper",
           "{\"verb\":\"all\",\"children\":[" HYGIENE "," FIRE "]}");
    expect(BESIDE "adopt 'a' {} adopt 'f' { gates = { ['f/oven'] = { also = trained 'a/fire' } } }", "oven",
           "{\"verb\":\"all\",\"children\":[" HYGIENE "," FIRE "]}");
    // Names are the framework's, its defaults and parameters too.
    expect(BESIDE "adopt 'f' { levels = { helper = { also = assessed { 'kneading', at_least = param 'mark' } } },\n"
                  " parameters = { mark = 1 } }",
           "helper",
           "{\"verb\":\"all\",\"children\":[" HYGIENE ",{\"verb\":\"assessed\",\"id\":\"assessed:kneading\",\"kind\":"
           "\"assessment\",\"subject\":\"f/kneading\",\"as\":[\"assessor\"],\"in-date\":true,\"at-least\":1,\"scale\":"
           "\"s\"}]}");
    // Of another framework: by its full name.
    expect(BESIDE "adopt 'a' {} adopt 'f' { levels = { helper = { also = { meets 'a/guild' } } } }", "helper",
           "{\"verb\":\"all\",\"children\":[" HYGIENE ",{\"verb\":\"meets\",\"level\":\"a/guild\"}]}");
}

static void test_place_and_ids(void **state) {
    (void)state;
    struct rules rules;
    beside_make(&rules, BESIDE "adopt 'a' {}\nadopt 'f' { levels = {\n"
                               "  helper = { also = {\n"
                               "    trained 'hygiene',\n"
                               "    assessed { 'a/shaping', at_least = 2 } } } } }");
    struct wm_ruleset *ruleset = rules_build_organisation(&rules);
    const struct wm_criterion *all = rules_requires(ruleset, "f/helper");
    assert_int_equal(all->child_count, 2);
    assert_string_equal(all->where.file, "frameworks/f/framework.lua");
    assert_false(all->added);
    assert_false(all->children[0]->added);
    const struct wm_criterion *also = all->children[1];
    assert_true(also->added);
    assert_int_equal(also->child_count, 2);
    assert_string_equal(also->children[0]->id, "trained:hygiene#2");
    assert_string_equal(also->children[0]->where.file, "organisations/o/organisation.lua");
    assert_int_equal(also->children[0]->where.line, 5);
    assert_string_equal(also->children[1]->id, "assessed:a/shaping");
    assert_string_equal(also->children[1]->qualified_id, "helper/assessed:a/shaping");
    assert_string_equal(also->children[1]->says, "Shaping: assessed at 2 (Middle) or above, by assessor");
    assert_int_equal(also->children[1]->where.line, 6);
    assert_int_equal(ruleset->levels[1]->leaf_count, 3);
    wm_ruleset_unref(ruleset);
}

// A setting that is settled goes, as everywhere.
static void test_folds(void **state) {
    (void)state;
    expect(BESIDE "adopt 'f' { parameters = { mark = 1 },\n"
                  " levels = { helper = { also = setting { 'mark', is = 1 } } } }",
           "helper", HYGIENE);
    expect(BESIDE "adopt 'f' { parameters = { mark = 1 },\n"
                  " levels = { helper = { also = setting { 'mark', is = 2 } } } }",
           "helper", "{\"verb\":\"setting\",\"id\":\"setting:mark\",\"fixed\":\"unmet\"}");
}

// A framework, or one level of it, may say that an organisation can do otherwise.
static void test_open(void **state) {
    (void)state;
    struct rules rules;
    beside_make(&rules, BESIDE "adopt 'f' {} adopt 'a' { levels = { guild = { requires = trained 'hygiene',\n"
                               "  also = in_role 'night' } } }");
    struct wm_ruleset *ruleset = rules_build_organisation(&rules);
    const struct wm_criterion *all = rules_requires(ruleset, "a/guild");
    assert_int_equal(all->child_count, 2);
    assert_string_equal(all->children[0]->id, "trained:hygiene");
    assert_true(all->children[0]->added);
    assert_string_equal(all->children[1]->id, "in_role:night");
    wm_ruleset_unref(ruleset);
    rules_init(&rules);
    rules_add(&rules, "organisations/o/organisation.lua",
              BESIDE "adopt 'g' { levels = { one = { requires = trained 'x' } } }\n");
    rules_add(&rules, "frameworks/g/framework.lua",
              "framework 'g' { title = 'G' }\ncourse 'x' { title = 'X' }\ncourse 'y' { title = 'Y' }\n"
              "level 'one' { title = 'One', open = true, requires = trained 'y' }\n"
              "level 'two' { title = 'Two', requires = trained 'y' }\n");
    ruleset = rules_build_organisation(&rules);
    assert_string_equal(rules_requires(ruleset, "g/one")->id, "trained:x");
    wm_ruleset_unref(ruleset);
    rules.files[0] = (struct wm_ruleset_file){
        "organisations/o/organisation.lua", BESIDE "adopt 'g' {\n levels = { two = { requires = trained 'x' } } }\n",
        strlen(BESIDE "adopt 'g' {\n levels = { two = { requires = trained 'x' } } }\n")};
    beside_fail_at(&rules, "loosening", "organisations/o/organisation.lua:2", "", __FILE__, __LINE__);
}

static void expect_fail(const char *adopt, const char *reason, const char *nearest) {
    char text[500];
    snprintf(text, sizeof text, BESIDE "adopt 'a' {} adopt 'f' { %s }", adopt);
    beside_fail_text(text, reason, "organisations/o/organisation.lua:2", nearest, __FILE__, __LINE__);
}

static void test_mistakes(void **state) {
    (void)state;
    expect_fail("levels = { helper = { requires = trained 'hygiene' } }", "loosening", "");
    expect_fail("levels = { helper = { instead = trained 'hygiene' } }", "unknown-name", "");
    expect_fail("levels = { helper = { als = trained 'hygiene' } }", "unknown-name", "also");
    expect_fail("levels = { helpr = { also = trained 'hygiene' } }", "unknown-name", "helper");
    expect_fail("levels = { oven = { also = trained 'hygiene' } }", "unknown-name", "");
    expect_fail("gates = { helper = { also = trained 'hygiene' } }", "unknown-name", "");
    expect_fail("levels = { helper = trained 'hygiene' }", "wrong-type", "");
    expect_fail("levels = { helper = { trained 'hygiene' } }", "wrong-type", "");
    expect_fail("levels = { { also = trained 'hygiene' } }", "wrong-type", "");
    expect_fail("levels = { helper = { also = 'hygiene' } }", "wrong-type", "");
    expect_fail("levels = { helper = { also = {} } }", "empty", "");
    expect_fail("levels = { helper = { also = trained 'hygeine' } }", "unknown-name", "hygiene");
    expect_fail("levels = { helper = { also = trained 'fyre' } }", "unknown-name", "fire");
    expect_fail("levels = { helper = { also = meets 'a/gild' } }", "unknown-name", "a/guild");
    expect_fail("levels = { helper = { also = meets 'guild' } }", "unknown-name", "a/guild");
    expect_fail("levels = { helper = { also = assessed { 'kneding' } } }", "unknown-name", "kneading");
    expect_fail("levels = { helper = { also = assessed { 'shaping', at_least = 1 } } }", "unknown-name", "a/shaping");
    expect_fail("levels = { helper = { also = trained { 'hygiene', count = param 'marc' } } }", "unknown-name", "mark");
}

// A circle that only the organisation closes, in one framework and over two.
static void test_circles(void **state) {
    (void)state;
    struct rules rules;
    beside_make(&rules, BESIDE "adopt 'f' { levels = { helper = { also = meets 'baker' } } }");
    beside_fail_at(&rules, "cycle", "frameworks/f/framework.lua:7", "", __FILE__, __LINE__);
    beside_make(&rules, BESIDE "adopt 'a' { levels = { guild = { also = meets 'f/baker' } } }\n"
                               "adopt 'f' { levels = { helper = { also = meets 'a/guild' } } }");
    beside_fail_at(&rules, "cycle", "organisations/o/organisation.lua:3", "", __FILE__, __LINE__);
}

WM_TEST_MAIN(cmocka_unit_test(test_added_on_top), cmocka_unit_test(test_place_and_ids), cmocka_unit_test(test_folds),
             cmocka_unit_test(test_open), cmocka_unit_test(test_mistakes), cmocka_unit_test(test_circles))
