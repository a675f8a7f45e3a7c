// SPDX-License-Identifier: MIT
// Parameters: their types, where a value comes from, what is open without one, and what an emptied list means.
#include "tests/unit/lang/rules.h"

#define DECLARED                                                                                                       \
    "framework 'f' { title = 'F', scale = 's' }\n"                                                                     \
    "scale 's' { [0] = 'No', 'Yes', 'Very' }\n"                                                                        \
    "parameter 'score' { suggested = 1, says = 'pass mark', source = 'page 3' }\n"                                     \
    "parameter 'share' { default = percent(60) }\n"                                                                    \
    "parameter 'both' { default = 1, suggested = 2 }\n"                                                                \
    "parameter 'age' { of = 'span' }\n"                                                                                \
    "parameter 'dated' { of = 'boolean' }\n"                                                                           \
    "parameter 'way' { one_of = { 'best', 'latest' }, suggested = 'best' }\n"                                          \
    "parameter 'who' { suggested = { 'peer', 'manager' } }\n"                                                          \
    "parameter 'set' { of = 'codes', one_of = { 't', 'u' } }\n"                                                        \
    "competency 'c' { title = 'C' }\n"                                                                                 \
    "course 't' { title = 'T', valid = param 'age' }\n"                                                                \
    "course 'u' { title = 'U' }\n"                                                                                     \
    "level 'one' { title = 'One', requires = %s }\n"

#define ADOPT "organisation 'o' { title = 'O' }\nadopt 'f' { %s }\n"

static struct wm_ruleset *build(const char *criterion, const char *adoption) {
    char text[4096], organisation[1024];
    struct rules rules;
    snprintf(text, sizeof text, DECLARED, criterion);
    snprintf(organisation, sizeof organisation, ADOPT, adoption);
    rules_framework(&rules, text);
    rules_add(&rules, "organisations/o/organisation.lua", organisation);
    return rules_build_organisation(&rules);
}

static void expect(const char *criterion, const char *adoption, const char *written) {
    char found[4096];
    struct wm_ruleset *ruleset = build(criterion, adoption);
    rules_written(ruleset, "one", found, sizeof found);
    assert_string_equal(found, written);
    wm_ruleset_unref(ruleset);
}

static void expect_fail(const char *criterion, const char *adoption, const char *reason, const char *where,
                        const char *nearest) {
    char text[4096], organisation[1024];
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    snprintf(text, sizeof text, DECLARED, criterion);
    snprintf(organisation, sizeof organisation, ADOPT, adoption);
    rules_framework(&rules, text);
    rules_add(&rules, "organisations/o/organisation.lua", organisation);
    wm_test_fails(wm_pack_build(&rules.source, "o", NULL, &ruleset, &error), &error, WM_RULES, reason);
    assert_string_equal(error.where, where);
    assert_string_equal(error.nearest, nearest);
}

static const struct wm_parameter *parameter(const struct wm_ruleset *ruleset, const char *id) {
    const struct wm_parameter *found = wm_framework_parameter(&ruleset->frameworks[0], id, strlen(id));
    assert_non_null(found);
    return found;
}

static void test_origins(void **state) {
    (void)state;
    struct wm_ruleset *ruleset = build("trained 'u'", "parameters = { both = 3, who = 'peer', share = percent(60) }");
    assert_int_equal(parameter(ruleset, "score")->origin, WM_ORIGIN_UNSET);
    assert_string_equal(parameter(ruleset, "score")->says, "pass mark");
    assert_string_equal(parameter(ruleset, "score")->source, "page 3");
    assert_int_equal(parameter(ruleset, "share")->origin, WM_ORIGIN_ORGANISATION); // set to what the source says
    assert_int_equal(parameter(ruleset, "both")->origin, WM_ORIGIN_DEPARTS);
    assert_int_equal(parameter(ruleset, "both")->value.number, 3 * WM_NUMBER_ONE);
    assert_int_equal(parameter(ruleset, "who")->type, WM_VALUE_CODES); // one code is a list of one
    assert_int_equal(parameter(ruleset, "who")->value.codes.count, 1);
    assert_int_equal(parameter(ruleset, "age")->type, WM_VALUE_SPAN);
    wm_ruleset_unref(ruleset);
    ruleset = build("trained 'u'", "accept_suggested = true, parameters = { score = unset }");
    assert_int_equal(parameter(ruleset, "score")->origin, WM_ORIGIN_UNSET); // left open all the same
    assert_int_equal(parameter(ruleset, "share")->origin, WM_ORIGIN_DEFAULT);
    assert_int_equal(parameter(ruleset, "both")->origin, WM_ORIGIN_SUGGESTED);
    assert_int_equal(parameter(ruleset, "way")->origin, WM_ORIGIN_SUGGESTED);
    assert_true(ruleset->frameworks[0].accept_suggested);
    wm_ruleset_unref(ruleset);
}

static void test_in_place_of_constraints(void **state) {
    (void)state;
    static const char written[] =
        "{\"verb\":\"assessed\",\"id\":\"assessed:c\",\"kind\":\"assessment\",\"subject\":\"f/c\","
        "\"as\":[\"peer\",\"manager\",\"self\"],\"in-date\":true,\"within\":\"2 years\",\"at-least\":1,"
        "\"using\":\"best\",\"count\":2,\"scale\":\"s\"}";
    expect("assessed { 'c', at_least = param 'score', as = { param 'who', 'self' }, within = param 'age', "
           "using = param 'way', count = param 'both' }",
           "accept_suggested = true, parameters = { age = years(2) }", written);
    expect("at_least(param 'share') { trained 'u', trained 'u', trained 'u', trained 'u' }", "",
           "{\"verb\":\"at_least\",\"least\":3,\"children\":["
           "{\"verb\":\"trained\",\"id\":\"trained:u\",\"kind\":\"training\",\"subject\":\"u\",\"outcomes\":["
           "\"completed\"],"
           "\"equivalent\":true,\"in-date\":true},"
           "{\"verb\":\"trained\",\"id\":\"trained:u#2\",\"kind\":\"training\",\"subject\":\"u\","
           "\"outcomes\":[\"completed\"],\"equivalent\":true,\"in-date\":true},"
           "{\"verb\":\"trained\",\"id\":\"trained:u#3\",\"kind\":\"training\",\"subject\":\"u\","
           "\"outcomes\":[\"completed\"],\"equivalent\":true,\"in-date\":true},"
           "{\"verb\":\"trained\",\"id\":\"trained:u#4\",\"kind\":\"training\",\"subject\":\"u\","
           "\"outcomes\":[\"completed\"],\"equivalent\":true,\"in-date\":true}]}");
    expect(
        "points { at_least = param 'both', { trained 'u', 1 } }", "",
        "{\"verb\":\"points\",\"threshold\":1,\"children\":[{\"verb\":\"trained\",\"id\":\"trained:u\","
        "\"kind\":\"training\",\"subject\":\"u\",\"outcomes\":[\"completed\"],\"equivalent\":true,\"in-date\":true}],"
        "\"weight\":1}");
}

static void test_unset(void **state) {
    (void)state;
    expect(
        "assessed { 'c', at_least = param 'score', within = param 'age' }", "", // the first one is named
        "{\"verb\":\"assessed\",\"id\":\"assessed:c\",\"unset\":\"score\",\"kind\":\"assessment\",\"subject\":\"f/c\","
        "\"not-self\":true,\"in-date\":true,\"scale\":\"s\"}");
    expect(
        "trained { param 'set' }", "",
        "{\"verb\":\"trained\",\"id\":\"trained\",\"unset\":\"set\",\"kind\":\"training\",\"outcomes\":[\"completed\"],"
        "\"equivalent\":true,\"in-date\":true}");
    expect("meets { param 'who' }", "", "{\"verb\":\"setting\",\"id\":\"setting:who\",\"unset\":\"who\"}");
    expect("at_least(param 'score') { appraised {} }", "",
           "{\"verb\":\"at_least\",\"unset\":\"score\",\"children\":["
           "{\"verb\":\"appraised\",\"id\":\"appraised\",\"kind\":\"appraisal\",\"in-date\":true}]}");
    expect("points { at_least = param 'score', { appraised {}, 1 } }", "",
           "{\"verb\":\"points\",\"unset\":\"score\",\"threshold\":0,\"children\":["
           "{\"verb\":\"appraised\",\"id\":\"appraised\",\"kind\":\"appraisal\",\"in-date\":true}],\"weight\":1}");
    expect("trained 't'", "", // only a completion without `until` needs it
           "{\"verb\":\"trained\",\"id\":\"trained:t\",\"kind\":\"training\",\"subject\":\"t\","
           "\"outcomes\":[\"completed\"],\"equivalent\":true,\"in-date\":true,\"valid-unset\":\"age\"}");
    expect("trained { 't', in_date = false }", "",
           "{\"verb\":\"trained\",\"id\":\"trained:t\",\"kind\":\"training\",\"subject\":\"t\","
           "\"outcomes\":[\"completed\"],\"equivalent\":true}");
    expect("trained 't'", "parameters = { age = months(3) }",
           "{\"verb\":\"trained\",\"id\":\"trained:t\",\"kind\":\"training\",\"subject\":\"t\","
           "\"outcomes\":[\"completed\"],\"equivalent\":true,\"in-date\":true,\"valid\":\"3 months\"}");
}

static void test_emptied(void **state) {
    (void)state;
    expect("trained { param 'set' }", "parameters = { set = {} }",
           "{\"verb\":\"setting\",\"id\":\"setting:set\",\"fixed\":\"met\"}");
    expect("{ trained { param 'set' }, appraised {} }", "parameters = { set = {} }", // nothing left to ask
           "{\"verb\":\"appraised\",\"id\":\"appraised\",\"kind\":\"appraisal\",\"in-date\":true}");
    expect("trained { param 'set', 'u' }", "parameters = { set = {} }",
           "{\"verb\":\"trained\",\"id\":\"trained:u\",\"kind\":\"training\",\"subject\":\"u\","
           "\"outcomes\":[\"completed\"],\"equivalent\":true,\"in-date\":true}");
    expect("assessed { 'c', as = param 'who' }", "parameters = { who = {} }", // nobody in particular is asked for
           "{\"verb\":\"assessed\",\"id\":\"assessed:c\",\"kind\":\"assessment\",\"subject\":\"f/c\",\"not-self\":true,"
           "\"in-date\":true,\"scale\":\"s\"}");
    expect("trained { courses { tag = param 'who' } }", "parameters = { who = {} }",
           "{\"verb\":\"setting\",\"id\":\"setting:who\",\"fixed\":\"met\"}");
}

static void test_mistakes_of_the_organisation(void **state) {
    (void)state;
    static const char at[] = "organisations/o/organisation.lua:2";
    expect_fail("appraised {}", "parameters = { scores = 1 }", "unknown-name", at, "score");
    expect_fail("appraised {}", "parameters = { score = years(1) }", "wrong-type", at, "");
    expect_fail("appraised {}", "parameters = { way = 'bets' }", "unknown-name", at, "best");
    expect_fail("appraised {}", "parameters = { set = { 't', 'v' } }", "unknown-name", at, "t");
    expect_fail("appraised {}", "parameters = { set = { 't', nil, 'u' } }", "hole", at, "");
    expect_fail("appraised {}", "parameters = { way = 'Best!' }", "wrong-id", at, "");
    expect_fail("appraised {}", "parameters = { score = function() end }", "wrong-type", at, "");
    expect_fail("appraised {}", "parameters = { 3 }", "wrong-type", at, "");
    expect_fail("appraised {}", "parameters = 3", "wrong-type", at, "");
    // A value that fits the parameter, but not where it stands.
    expect_fail("assessed { 'c', count = param 'score' }", "parameters = { score = 0.5 }", "wrong-number",
                "frameworks/f/framework.lua:14", "");
    expect_fail("at_least(param 'score') { appraised {} }", "parameters = { score = 0 }", "wrong-number",
                "frameworks/f/framework.lua:14", "");
}

// Where a parameter stands for one of a few words, or one of several names.
static void test_choices(void **state) {
    (void)state;
    static const char at[] = "frameworks/f/framework.lua:14";
    expect("assessed { 'c', using = param 'way' }", "",
           "{\"verb\":\"assessed\",\"id\":\"assessed:c\",\"unset\":\"way\",\"kind\":\"assessment\","
           "\"subject\":\"f/c\",\"not-self\":true,\"in-date\":true,\"scale\":\"s\"}");
    expect("assessed { competencies { tag = param 'who' } }", "",
           "{\"verb\":\"assessed\",\"id\":\"assessed\",\"unset\":\"who\",\"kind\":\"assessment\","
           "\"not-self\":true,\"in-date\":true}");
    expect_fail("signed_off { 'c', routes = param 'way' }", "accept_suggested = true", "unknown-name", at, "");
    expect_fail("appraised { after = param 'ways' }", "", "unknown-name", at, "way");
    expect_fail("appraised { after = param 'way' }", "accept_suggested = true", "unknown-name", at, "");
    expect_fail("trained { 't', provider = param 'score' }", "", "wrong-type", at, "");
    expect_fail("appraised {}", "parameters = { set = { 't', {} } }", "wrong-type",
                "organisations/o/organisation.lua:2", "");
    expect("trained { 'u', provider = { param 'who', 'The College' } }", "accept_suggested = true",
           "{\"verb\":\"trained\",\"id\":\"trained:u\",\"kind\":\"training\",\"subject\":\"u\","
           "\"outcomes\":[\"completed\"],\"equivalent\":true,\"by\":\"peer\",\"by\":\"manager\","
           "\"by\":\"The College\",\"in-date\":true}");
}

static void test_mistakes_of_the_framework(void **state) {
    (void)state;
    static const char at[] = "frameworks/f/framework.lua:14";
    expect_fail("assessed { 'c', at_least = param 'scor' }", "", "unknown-name", at, "score");
    expect_fail("assessed { 'c', at_least = param 'age' }", "", "wrong-type", at, "");
    expect_fail("assessed { 'c', as = param 'score' }", "", "wrong-type", at, "");
    expect_fail("trained { param 'score' }", "", "wrong-type", at, "");
    expect_fail("points { at_least = param 'share', { appraised {}, 1 } }", "", "wrong-type", at, "");
    expect_fail("assessed { 'c', using = param 'who' }", "", "wrong-type", at, "");
    expect_fail("at_least(param 'who') { appraised {} }", "", "wrong-number", at, "");
    rules_fail("framework 'f' { title = 'F' }\nparameter 'p' { says = 'no type' }", "missing", "framework.lua:2", "");
    rules_fail("framework 'f' { title = 'F' }\nparameter 'p' { of = 'numbers' }", "unknown-name", "framework.lua:2",
               "number");
    rules_fail("framework 'f' { title = 'F' }\nparameter 'p' { of = 'span', suggested = 3 }", "wrong-type",
               "framework.lua:2", "");
    rules_fail("framework 'f' { title = 'F' }\nparameter 'p' { suggested = 1, default = years(1) }", "wrong-type",
               "framework.lua:2", "");
    rules_fail("framework 'f' { title = 'F' }\nparameter 'p' { suggested = 'xyz', one_of = { 'y' } }", "unknown-name",
               "framework.lua:2", "");
    rules_fail("framework 'f' { title = 'F' }\nparameter 'p' { suggested = 3, one_of = { 'y' } }", "wrong-type",
               "framework.lua:2", "");
    rules_fail("framework 'f' { title = 'F' }\nparameter 'p' { suggested = 0.00001 }", "wrong-number",
               "framework.lua:2", "");
    rules_fail("framework 'f' { title = 'F' }\nparameter 'p' { suggested = 1 }\nparameter 'p' { suggested = 2 }",
               "duplicate", "framework.lua:3", "");
    rules_fail("framework 'f' { title = 'F' }\nparameter 'p' { suggested = 1 }\n"
               "course 't' { title = 'T', valid = param 'p' }",
               "wrong-type", "framework.lua:3", "");
}

// As a pack's own tests see it.
static void test_overrides(void **state) {
    (void)state;
    char text[4096], found[1024];
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    snprintf(text, sizeof text, DECLARED, "assessed { 'c', at_least = param 'score' }");
    rules_framework(&rules, text);
    struct wm_pack_override overrides[] = {
        {.parameter = "score", .value = {.type = WM_VALUE_NUMBER, .number = 2 * WM_NUMBER_ONE}},
        {.parameter = "way", .unset = true},
    };
    wm_test_ok(wm_pack_build_framework(&rules.source, "f", overrides, 2, NULL, &ruleset, &error), &error);
    rules_written(ruleset, "one", found, sizeof found);
    assert_non_null(strstr(found, "\"at-least\":2"));
    assert_int_equal(parameter(ruleset, "way")->origin, WM_ORIGIN_UNSET);
    assert_int_equal(parameter(ruleset, "who")->origin, WM_ORIGIN_SUGGESTED);
    wm_ruleset_unref(ruleset);
    overrides[0].parameter = "scored";
    ruleset = NULL;
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", overrides, 2, NULL, &ruleset, &error), &error, WM_RULES,
                  "unknown-name");
    assert_string_equal(error.nearest, "score");
}

WM_TEST_MAIN(cmocka_unit_test(test_origins), cmocka_unit_test(test_in_place_of_constraints),
             cmocka_unit_test(test_unset), cmocka_unit_test(test_emptied),
             cmocka_unit_test(test_mistakes_of_the_organisation), cmocka_unit_test(test_mistakes_of_the_framework),
             cmocka_unit_test(test_overrides), cmocka_unit_test(test_choices))
