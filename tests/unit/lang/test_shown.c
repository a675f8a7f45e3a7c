// SPDX-License-Identifier: MIT
// shown: by the competency itself, else its domain, else the framework; a criterion or a function.
#include "tests/unit/lang/rules.h"

#define DECLARED                                                                                                       \
    "domain 'd' { title = 'D', shown_by = signed_off 'i' }\n"                                                          \
    "domain 'e' { title = 'E' }\n"                                                                                     \
    "item 'i' { title = 'I' }\n"                                                                                       \
    "course 't' { title = 'T', teaches = 'c' }\n"                                                                      \
    "competency 'a' { title = 'A', domain = 'd', shown_by = { trained 't', signed_off 'i' } }\n"                       \
    "competency 'b' { title = 'B', domain = 'd' }\n"                                                                   \
    "competency 'c' { title = 'C', domain = 'e' }\n"

#define TRAINED                                                                                                        \
    "\"kind\":\"training\",\"subject\":\"t\",\"outcomes\":[\"completed\"],\"equivalent\":true,\"in-date\":true}"
#define SIGNED "\"kind\":\"signoff\",\"subject\":\"i\",\"in-date\":true}"

static void test_nearest_wins(void **state) {
    (void)state;
    static const char written[] =
        "{\"verb\":\"all\",\"children\":["
        "{\"verb\":\"shown\",\"children\":[{\"verb\":\"all\",\"children\":["
        "{\"verb\":\"trained\",\"id\":\"trained:t\"," TRAINED
        ",{\"verb\":\"signed_off\",\"id\":\"signed_off:i\"," SIGNED "]}]},"
        "{\"verb\":\"shown\",\"children\":[{\"verb\":\"signed_off\",\"id\":\"signed_off:i#2\"," SIGNED "]},"
        "{\"verb\":\"shown\",\"children\":[{\"verb\":\"trained\",\"id\":\"trained:t#2\"," TRAINED "]}]}";
    char found[4096];
    struct rules rules;
    rules_framework(&rules, "framework 'f' { title = 'F', shown_by = function(it)\n"
                            "  assert(it.id == 'c' and it.title == 'C' and it.domain == 'e' and it.tags == nil)\n"
                            "  return trained { courses { teaches = it } } end }\n" DECLARED
                            "level 'one' { title = 'One', requires = shown(competencies {}) }\n");
    struct wm_ruleset *ruleset = rules_build(&rules);
    rules_written(ruleset, "one", found, sizeof found);
    assert_string_equal(found, written);
    assert_string_equal(rules_requires(ruleset, "f/one")->children[1]->says, "B: shown by the following");
    wm_ruleset_unref(ruleset);
}

static void expect_fail(const char *framework, const char *requires, const char *reason, const char *where) {
    char text[4096];
    snprintf(text, sizeof text,
             "framework 'f' { title = 'F'%s }\n" DECLARED "level 'one' { title = 'One', requires = %s }", framework,
             requires);
    rules_fail(text, reason, where, NULL);
}

static void test_mistakes(void **state) {
    (void)state;
    expect_fail("", "shown 'c'", "missing", "framework.lua:9");
    expect_fail("", "shown 'cc'", "unknown-name", "framework.lua:9");
    expect_fail("", "shown 't'", "unknown-name", "framework.lua:9");
    expect_fail(", shown_by = function(it) end", "shown 'c'", "wrong-type", "framework.lua:1");
    expect_fail(", shown_by = function(it) return 'trained' end", "shown 'c'", "wrong-type", "framework.lua:1");
    expect_fail(", shown_by = function(it) error 'no' end", "shown 'c'", "runtime", "framework.lua:1");
    expect_fail(", shown_by = function(it) while true do end end", "shown 'c'", "budget", "framework.lua:1");
    expect_fail(", shown_by = function(it) return trained(it.course) end", "shown 'c'", "unknown-name",
                "framework.lua:1");
    expect_fail(", shown_by = function(it) it.title = 'x' end", "shown 'c'", "read-only", "framework.lua:1");
    expect_fail(", shown_by = function(it) return shown(it) end", "shown 'c'", "cycle", "framework.lua:1");
    expect_fail(", shown_by = 3", "shown 'c'", "wrong-type", "framework.lua:1");
    // Written down, it is read even where no level asks for it.
    expect_fail(", shown_by = trained 'tt'", "trained 't'", "unknown-name", "framework.lua:1");
}

// a needs b, b needs a: no one function goes round, but together they do.
static void test_circle_of_two(void **state) {
    (void)state;
    rules_fail("framework 'f' { title = 'F' }\n"
               "competency 'a' { title = 'A', shown_by = function() return shown 'b' end }\n"
               "competency 'b' { title = 'B', shown_by = function() return shown 'a' end }\n"
               "level 'one' { title = 'One', requires = shown 'b' }",
               "cycle", "framework.lua:2", "");
}

// What a declaration gave back can be read, as plain values where it has them.
static void test_reading_declarations(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(
        &rules, "framework 'f' { title = 'F' }\n" DECLARED
                "local c = course 'x' { title = 'X', hours = 2.5, cost = 9, valid = years(1), tags = { 'a', 'b' } }\n"
                "local i = item 'y' { title = 'Y', essential = true, level = 'one' }\n"
                "assert(c.id == 'x' and c.hours == 2.5 and c.cost == 9 and math.type(c.cost) == 'integer')\n"
                "assert(#c.tags == 2 and c.tags[2] == 'b' and c.url == nil and type(c.valid) == 'userdata')\n"
                "assert(i.essential == true and i.level == 'one')\n"
                "course 'z' { title = 'Z', valid = c.valid }\n"
                "level 'one' { title = 'One', requires = { trained(c), signed_off { i }, in_role {\n"
                "  role 'r' { title = 'R' } } } }\n");
    struct wm_ruleset *ruleset = rules_build(&rules);
    const struct wm_declaration *z = wm_framework_find(&ruleset->frameworks[0], WM_DECLARED_COURSE, "z", 1);
    assert_true(z->has_valid && z->valid.unit == WM_SPAN_YEARS);
    wm_ruleset_unref(ruleset);
    expect_fail("", "trained { days(3) }", "wrong-type", "framework.lua:9");
    expect_fail("", "days(3)", "wrong-type", "framework.lua:9");
}

// Each `shown` begins a tree of its own: what they come to together is limited like any other.
static void test_long_chain(void **state) {
    (void)state;
    rules_fail("framework 'f' { title = 'F' }\nitem 'i' { title = 'I' }\n"
               "for n = 1, 40 do\n"
               "competency('c' .. n) { title = 'C', shown_by = function() return n < 40 and shown('c' .. n + 1) or "
               "signed_off 'i' end }\n"
               "end\nlevel 'one' { title = 'One', requires = shown 'c1' }",
               "too-deep", "framework.lua:4", "");
}

WM_TEST_MAIN(cmocka_unit_test(test_nearest_wins), cmocka_unit_test(test_mistakes), cmocka_unit_test(test_circle_of_two),
             cmocka_unit_test(test_reading_declarations), cmocka_unit_test(test_long_chain))
