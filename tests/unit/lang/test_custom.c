// SPDX-License-Identifier: MIT
// `custom` in a pack: the leaf that comes of it, and what a file of predicates cannot have in it.
#include "engine/criteria/predicate.h"
#include "tests/unit/lang/rules.h"

#define F "framework 'f' { title = 'F' }\n"
#define LEVEL "level 'one' { title = 'One', requires = { p, q } }\n"
#define P(id) "custom { id = '" id "', says = 'it is so', hint = 'wait', function (person) return true end }\n"

static void test_leaf(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(&rules, F "relation 'r' { title = 'R' }\n");
    rules_add(&rules, "frameworks/f/10-predicates.lua", "p = " P("settled-in") "\nlocal x = " P("other") "q = x");
    rules_add(&rules, "frameworks/f/20-levels.lua",
              "level 'one' { title = 'One', requires = { p, q, p } }\n"
              "level 'two' { title = 'Two', requires = { related 'r', meets 'one' } }\n"
              "level 'three' { title = 'Three', requires = related 'r', desires = meets 'two' }\n"
              "level 'four' { title = 'Four', requires = related 'r' }\n");
    struct wm_ruleset *ruleset = rules_build(&rules);
    const struct wm_criterion *all = rules_requires(ruleset, "f/one");
    assert_int_equal(all->child_count, 3);
    const struct wm_criterion *leaf = all->children[0];
    assert_int_equal(leaf->verb, WM_VERB_CUSTOM);
    assert_string_equal(leaf->id, "custom:settled-in");
    assert_string_equal(leaf->says, "it is so");
    assert_string_equal(leaf->hint, "wait");
    assert_string_equal(leaf->where.file, "frameworks/f/10-predicates.lua");
    assert_int_equal(leaf->where.line, 1);
    assert_string_equal(leaf->predicate->file, "frameworks/f/10-predicates.lua");
    assert_string_equal(leaf->predicate->id, "settled-in");
    assert_string_equal(leaf->predicate->framework->id, "f");
    assert_int_equal(strlen(leaf->predicate->digest), 64);
    assert_string_equal(all->children[1]->id, "custom:other");
    assert_string_equal(all->children[2]->id, "custom:settled-in#2");
    assert_true(ruleset->custom);
    static const bool custom[] = {true, true, true, false};
    for (uint32_t i = 0; i < ruleset->level_count; i++)
        assert_int_equal(ruleset->levels[i]->custom, custom[i]);
    wm_ruleset_unref(ruleset);
}

static void test_none(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(&rules, F "relation 'r' { title = 'R' }\nlevel 'one' { title = 'One', requires = related 'r' }");
    struct wm_ruleset *ruleset = rules_build(&rules);
    assert_false(ruleset->custom);
    assert_false(ruleset->levels[0]->custom);
    wm_ruleset_unref(ruleset);
}

// An organisation's own, for a framework that it adopts.
static void test_organisation(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(&rules, F "relation 'r' { title = 'R' }\nlevel 'one' { title = 'One', requires = related 'r' }");
    rules_add(&rules, "organisations/o/organisation.lua",
              "organisation 'o' { title = 'O' }\ninclude '_predicates'\n"
              "adopt 'f' { levels = { one = { also = p } } }\n");
    rules_add(&rules, "organisations/o/_predicates.lua", "p = " P("ours"));
    struct wm_ruleset *ruleset = rules_build_organisation(&rules);
    assert_true(ruleset->levels[0]->custom);
    const struct wm_criterion *leaf = ruleset->levels[0]->requires->children[1];
    assert_string_equal(leaf->id, "custom:ours");
    assert_string_equal(leaf->predicate->file, "organisations/o/_predicates.lua");
    wm_ruleset_unref(ruleset);
}

// What is run when the predicate is asked can change a decision, and nothing else of its pack.
static void hashes(const char *predicates, const char *tools, char hash[65]) {
    struct rules rules;
    rules_framework(&rules, F);
    rules_add(&rules, "frameworks/f/_tools.lua", tools);
    rules_add(&rules, "frameworks/f/p.lua", predicates);
    rules_add(&rules, "frameworks/f/z.lua", "level 'one' { title = 'One', requires = p }");
    struct wm_ruleset *ruleset = rules_build(&rules);
    memcpy(hash, ruleset->criteria_hash, 65);
    wm_ruleset_unref(ruleset);
}

static void test_hash(void **state) {
    (void)state;
    char first[65], again[65], other[65], included[65];
    hashes("include '_tools' p = " P("x"), "return 1", first);
    hashes("include '_tools' p = " P("x"), "return 1", again);
    hashes("include '_tools' p = " P("x") "-- another", "return 1", other);
    hashes("include '_tools' p = " P("x"), "return 2", included);
    assert_string_equal(first, again);
    assert_string_not_equal(first, other);
    assert_string_not_equal(first, included);
}

static void wrong_at(const char *predicates, const char *reason, const char *where, const char *file, int line) {
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    rules_framework(&rules,
                    F "limit = 3\nfunction make(id) return custom { id = id, says = 's', function() end } end\n");
    rules_add(&rules, "frameworks/f/_tools.lua", "course 'c' { title = 'C' }");
    rules_add(&rules, "frameworks/f/_self.lua", "include '_self'");
    rules_add(&rules, "frameworks/f/p.lua", predicates);
    enum wm_status status = wm_pack_build_framework(&rules.source, "f", NULL, 0, NULL, &ruleset, &error);
    wm_ruleset_unref(ruleset);
    wm_test_fails_at(status, &error, WM_RULES, reason, predicates, file, line);
    assert_string_equal(error.where, where);
}
#define wrong(predicates, reason, where) wrong_at((predicates), (reason), "frameworks/f/" where, __FILE__, __LINE__)

static void test_mistakes(void **state) {
    (void)state;
    wrong("custom 'x'", "wrong-type", "p.lua:1");
    wrong("custom { id = 'x', says = 's' }", "wrong-type", "p.lua:1");
    wrong("custom { id = 'x', says = 's', 5 }", "wrong-type", "p.lua:1");
    wrong("custom { id = 'x', says = 's', function() end, function() end }", "wrong-type", "p.lua:1");
    wrong("custom { says = 's', function() end }", "missing", "p.lua:1");
    wrong("custom { id = 'x', function() end }", "missing", "p.lua:1");
    wrong("custom { id = 'x/y', says = 's', function() end }", "wrong-id", "p.lua:1");
    wrong("custom { id = 'x', say = 's', function() end }", "unknown-name", "p.lua:1");
    wrong("p = " P("x") "q = " P("x"), "duplicate", "p.lua:2");
    wrong("course 'c' { title = 'C' }\np = " P("x"), "wrong-place", "p.lua:1");
    wrong("p = " P("x") "level 'l' { title = 'L', requires = p }", "wrong-place", "p.lua:2");
    wrong("local years_of = years(3)\np = " P("x"), "unknown-name", "p.lua:1");
    wrong("include '_tools'\np = " P("x"), "wrong-place", "_tools.lua:1");
    wrong("local least = limit\np = " P("x"), "unknown-name", "p.lua:1");
    wrong("p = make('x')", "unknown-name", "p.lua:1");
    wrong("if limit == 3 then p = " P("x") " end", "unknown-name", "p.lua:1");
    wrong("p = custom { id = 'x' .. #string.format('%s', type(level)), says = 's', function() end }", "wrong-place",
          "p.lua:1");
}

// Not the file itself calls `custom`, but one that declares levels.
static void test_called_from_elsewhere(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    rules_framework(&rules, F);
    rules_add(&rules, "frameworks/f/p.lua",
              "function settled(id)\n  return custom { id = id, says = 's', function() return true end }\nend\n");
    rules_add(&rules, "frameworks/f/z.lua", "level 'one' { title = 'One', requires = settled 'x' }");
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, NULL, &ruleset, &error), &error, WM_RULES,
                  "wrong-place");
    assert_string_equal(error.where, "frameworks/f/z.lua:1");
}

static enum wm_status build(void *context, struct wm_error *error) {
    struct rules *rules = context;
    struct wm_ruleset *ruleset = NULL;
    enum wm_status status = wm_pack_build_framework(&rules->source, "f", NULL, 0, NULL, &ruleset, error);
    wm_ruleset_unref(ruleset);
    return status;
}

static void test_allocations(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(&rules, F);
    rules_add(&rules, "frameworks/f/_tools.lua", "return { least = 3 }");
    rules_add(&rules, "frameworks/f/p.lua", "local tools = include '_tools' p = " P("x") "q = " P("y"));
    rules_add(&rules, "frameworks/f/z.lua", LEVEL);
    wm_test_each_allocation(build, &rules);
}

WM_TEST_MAIN(cmocka_unit_test(test_leaf), cmocka_unit_test(test_none), cmocka_unit_test(test_organisation),
             cmocka_unit_test(test_hash), cmocka_unit_test(test_mistakes), cmocka_unit_test(test_called_from_elsewhere),
             cmocka_unit_test(test_allocations))
