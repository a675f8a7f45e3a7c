// SPDX-License-Identifier: MIT
// Declarations of every kind: what they keep, and what is wrong with them.
#include "tests/unit/lang/rules.h"

static const struct wm_declaration *find(const struct wm_ruleset *ruleset, enum wm_declared declared, const char *id) {
    const struct wm_declaration *found = wm_framework_find(&ruleset->frameworks[0], declared, id, strlen(id));
    assert_non_null(found);
    return found;
}

#define F "framework 'f' { title = 'F' }\n"

static void test_what_is_kept(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(
        &rules,
        "framework 'f' { title = 'F', scale = 's' }\n"
        "scale 's' { [0] = 'No', 'Yes', 'Very', title = 'S' }\n"
        "domain 'd' { title = 'D' }\n"
        "competency 'c' { title = 'C', says = 'can', source = 'p1', url = 'u', domain = 'd', tags = { 'x', 'y' },\n"
        "  level = 'one', anchors = { [0] = 'none', [2] = 'much' } }\n"
        "course 't' { title = 'T', hours = 7.5, cost = 120, teaches = { 'c' }, after = { 'u' }, valid = years(3),\n"
        "  mode = 'half-day', provider = 'The guild' }\n"
        "course 'u' { title = 'U' }\n"
        "item 'i' { title = 'I', verify = { 'seen', 'told' }, essential = true }\n"
        "method 'seen' { title = 'Seen' }\nmethod 'told' { title = 'Told' }\n"
        "qualification 'q' { title = 'Q', rqf = 3 }\n"
        "measure 'm' { title = 'M', lower = -1, upper = 1.5 }\n"
        "activity 'a' { title = 'A' }\n"
        "destination 'z' { title = 'Z' }\n"
        "pay 'p' { title = 'P', from = '2020-04-01', ['until'] = '2021-03-31', rows = {\n"
        "  { label = 'first', years_from = 0, years_to = 2, hourly = 10.12, annual = 19737 }, { years_from = 2 } } }\n"
        "relation 'r' { title = 'R' }\n"
        "level 'one' { title = 'One', requires = related 'r' }\n");
    struct wm_ruleset *ruleset = rules_build(&rules);
    const struct wm_declaration *c = find(ruleset, WM_DECLARED_COMPETENCY, "c");
    assert_string_equal(wm_code_text(c->code), "f/c");
    assert_string_equal(c->says, "can");
    assert_string_equal(c->source, "p1");
    assert_string_equal(c->url, "u");
    assert_string_equal(c->domain->title, "D");
    assert_string_equal(c->tags[1], "y");
    assert_string_equal(c->levels[0], "one");
    assert_int_equal(c->scale->count, 3);
    assert_string_equal(c->anchors[0], "none");
    assert_string_equal(c->anchors[1], "");
    assert_string_equal(c->anchors[2], "much");
    assert_int_equal(c->where.line, 4);
    const struct wm_declaration *t = find(ruleset, WM_DECLARED_COURSE, "t");
    assert_string_equal(wm_code_text(t->code), "t");
    assert_int_equal(t->hours, 75000);
    assert_int_equal(t->cost, 1200000);
    assert_string_equal(t->mode, "half-day");
    assert_string_equal(t->provider, "The guild");
    assert_null(find(ruleset, WM_DECLARED_COURSE, "u")->mode);
    assert_int_equal(t->teaches.codes[0], c->code);
    assert_string_equal(wm_code_text(t->after.codes[0]), "u");
    assert_true(t->has_valid && wm_span_equal(t->valid, (struct wm_span){3, WM_SPAN_YEARS}));
    assert_false(find(ruleset, WM_DECLARED_COURSE, "u")->has_valid);
    assert_int_equal(find(ruleset, WM_DECLARED_ITEM, "i")->verify.count, 2);
    assert_true(find(ruleset, WM_DECLARED_ITEM, "i")->essential);
    assert_int_equal(find(ruleset, WM_DECLARED_QUALIFICATION, "q")->rqf, 30000);
    assert_int_equal(find(ruleset, WM_DECLARED_MEASURE, "m")->lower, -10000);
    assert_string_equal(wm_code_text(find(ruleset, WM_DECLARED_ACTIVITY, "a")->activity), "a");
    assert_string_equal(find(ruleset, WM_DECLARED_DESTINATION, "z")->title, "Z");
    assert_ptr_equal(find(ruleset, WM_DECLARED_SCALE, "s")->scale, c->scale);
    const struct wm_declaration *p = find(ruleset, WM_DECLARED_PAY, "p");
    assert_int_equal(p->from, wm_day_of(2020, 4, 1));
    assert_int_equal(p->until, wm_day_of(2021, 3, 31));
    assert_int_equal(p->pay_count, 2);
    assert_string_equal(p->pay[0].label, "first");
    assert_int_equal(p->pay[0].hourly, 101200);
    assert_int_equal(p->pay[1].until, -1);
    wm_ruleset_unref(ruleset);
}

// Kinds have their own names: one id may be a course, a role and a competency.
static void test_names_per_kind(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(&rules, F "course 'x' { title = 'X' }\nrole 'x' { title = 'X' }\ncompetency 'x' { title = 'X' }\n"
                              "scale 'x' { 'a', 'b' }\nlevel 'x' { title = 'X', requires = { trained 'x', in_role 'x', "
                              "assessed 'x' } }");
    wm_ruleset_unref(rules_build(&rules));
}

static void test_forms(void **state) {
    (void)state;
    rules_fail("", "missing", "framework.lua:1", "");
    rules_fail("framework 'g' { title = 'G' }", "wrong-id", "framework.lua:1", "");
    rules_fail(F "framework 'f' { title = 'F' }", "duplicate", "framework.lua:2", "");
    rules_fail("framework 'f'", "missing", "framework.lua:1", "");
    rules_fail("framework 'f' 'x'", "wrong-type", "framework.lua:1", "");
    rules_fail("framework { title = 'F' }", "wrong-type", "framework.lua:1", "");
    rules_fail("framework()", "wrong-type", "framework.lua:1", "");
    rules_fail("framework 'f' {}", "missing", "framework.lua:1", "");
    rules_fail("framework 'f' { title = 3 }", "wrong-type", "framework.lua:1", "");
    rules_fail(F "course 'x' { title = 'X', hours = '3' }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', mode = 'elearning' }", "unknown-name", "framework.lua:2", "e-learning");
    rules_fail(F "item 'x' { title = 'X', mode = 'day' }", "unknown-name", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', provider = 3 }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', 'y' }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', [5] = 'y' }", "hole", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', [{}] = 'y' }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', tags = { 'a', nil, 'b' } }", "hole", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', tags = {} }", "empty", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', tags = { a = 'b' } }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "local c = course 'x'\nc { title = 'X' }\nc { title = 'X' }", "duplicate", "framework.lua:4", "");
    rules_fail(F "course 'x' { title = 'X' }\ncourse 'x' { title = 'X' }", "duplicate", "framework.lua:3", "");
    rules_fail(F "course 'x' { title = 'X' }.title = 'Y'", "read-only", "framework.lua:2", "");
    rules_fail(F "local c = course 'x' { title = 'X' }\nc.title = 'Y'", "read-only", "framework.lua:3", "");
    rules_fail(F "local c = course 'x' { title = 'X' }\nlocal t = c.titel", "unknown-name", "framework.lua:3", "title");
}

static void test_meanings(void **state) {
    (void)state;
    rules_fail(F "course 'x' { title = 'X', hours = -1 }", "wrong-number", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', teaches = 'y' }", "unknown-name", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', after = 'xx' }", "unknown-name", "framework.lua:2", "x");
    rules_fail(F "course 'x' { title = 'X', level = 'y' }", "unknown-name", "framework.lua:2", "");
    rules_fail(F "item 'x' { title = 'X', verify = 'y' }", "unknown-name", "framework.lua:2", "");
    rules_fail(F "item 'x' { title = 'X', essential = true, desirable = true }", "wrong-number", "framework.lua:2", "");
    rules_fail(F "course 'x' { title = 'X', cost = -1 }", "wrong-number", "framework.lua:2", "");
    rules_fail(F "scale 's' { 'a', 'b' }\ncompetency 'x' { title = 'X', scale = 's', anchors = { a = 'c' } }",
               "wrong-type", "framework.lua:3", "");
    rules_fail(F "pay 'p' { title = 'P', from = '2020-02-01', rows = { 3 } }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "pay 'p' { title = 'P', from = '2020-02-01', rows = { { years_from = 2, years_to = 1 } } }",
               "wrong-number", "framework.lua:2", "");
    rules_fail(F "qualification 'x' { title = 'X', rqf = 9 }", "wrong-number", "framework.lua:2", "");
    rules_fail(F "measure 'x' { title = 'X', lower = 2, upper = 1 }", "wrong-number", "framework.lua:2", "");
    rules_fail(F "competency 'x' { title = 'X', domain = 'd' }", "unknown-name", "framework.lua:2", "");
    rules_fail(F "competency 'x' { title = 'X', scale = 's' }", "unknown-name", "framework.lua:2", "");
    rules_fail("framework 'f' { title = 'F', scale = 's' }\ncompetency 'x' { title = 'X' }", "unknown-name",
               "framework.lua:1", "");
    rules_fail(F "competency 'x' { title = 'X', anchors = { 'a' } }", "missing", "framework.lua:2", "");
    rules_fail(F "scale 's' { 'a', 'b' }\ncompetency 'x' { title = 'X', scale = 's', anchors = { [3] = 'c' } }",
               "wrong-type", "framework.lua:3", "");
    rules_fail(F "scale 's' { 'a' }", "missing", "framework.lua:2", "");
    rules_fail(F "scale 's' { 'a', 2 }", "wrong-type", "framework.lua:2", "");
    rules_fail(F "pay 'p' { title = 'P', from = '2020-02-30', rows = { { years_from = 0 } } }", "wrong-type",
               "framework.lua:2", "");
    rules_fail(F "pay 'p' { title = 'P', from = '2020-02-01', rows = {} }", "empty", "framework.lua:2", "");
    rules_fail(F "pay 'p' { title = 'P', from = '2020-02-01', rows = { { years_from = 1 }, { years_from = 0 } } }",
               "wrong-number", "framework.lua:2", "");
    rules_fail(F "pay 'p' { title = 'P', from = '2020-02-01', rows = { { year_from = 1 } } }", "unknown-name",
               "framework.lua:2", "years_from");
    rules_fail(F
               "pay 'p' { title = 'P', from = '2020-02-01', ['until'] = '2020-01-01', rows = { { years_from = 1 } } }",
               "wrong-number", "framework.lua:2", "");
}

static void test_defaults(void **state) {
    (void)state;
    char found[1024];
    struct rules rules;
    rules_framework(&rules,
                    "framework 'f' { title = 'F', defaults = { trained = { within = years(1), count = 2 } } }\n"
                    "course 't' { title = 'T' }\n"
                    "level 'one' { title = 'One', requires = trained { 't', count = 1 } }"); // the rule's own wins
    struct wm_ruleset *ruleset = rules_build(&rules);
    rules_written(ruleset, "one", found, sizeof found);
    assert_string_equal(found,
                        "{\"verb\":\"trained\",\"id\":\"trained:t\",\"kind\":\"training\",\"subject\":\"t\","
                        "\"outcomes\":[\"completed\"],\"equivalent\":true,\"in-date\":true,\"within\":\"1 year\","
                        "\"count\":1}");
    wm_ruleset_unref(ruleset);
    rules_fail("framework 'f' { title = 'F', defaults = { asessed = {} } }", "unknown-name", "framework.lua:1",
               "assessed");
    rules_fail("framework 'f' { title = 'F', defaults = { assessed = { methods = 'x' } } }", "unknown-name",
               "framework.lua:1", "method");
    rules_fail("framework 'f' { title = 'F', defaults = { assessed = 3 } }", "wrong-type", "framework.lua:1", "");
    rules_fail("framework 'f' { title = 'F', defaults = { assessed = { id = 'x' } } }", "unknown-name",
               "framework.lua:1", "");
    rules_fail("framework 'f' { title = 'F', defaults = { all = { id = 'x' } } }", "unknown-name", "framework.lua:1",
               NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_what_is_kept), cmocka_unit_test(test_names_per_kind), cmocka_unit_test(test_forms),
             cmocka_unit_test(test_meanings), cmocka_unit_test(test_defaults))
