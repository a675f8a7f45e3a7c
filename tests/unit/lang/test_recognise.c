// SPDX-License-Identifier: MIT
// recognise and assessors: what an organisation says beside its frameworks.
#include "tests/unit/lang/beside.h"

#define ALL BESIDE "adopt 'f' {} adopt 'a' {}\n"

static struct wm_ruleset *build(const char *organisation) {
    struct rules rules;
    beside_make(&rules, organisation);
    return rules_build_organisation(&rules);
}

static void test_recognised(void **state) {
    (void)state;
    struct wm_ruleset *ruleset =
        build(ALL "recognise { 'outside/two', as = 'f/helper', within = years(2), from = { 'County', 'City' } }\n"
                  "recognise { 'a/guild', as = 'f/baker' }\n"
                  "recognise { 'a/shaping', as = 'f/kneading', scale = { [3] = 2, [2] = 1 } }\n"
                  "recognise { 'outside/pies', as = 'f/kneading' }\n");
    assert_int_equal(ruleset->recognition_count, 4); // sorted
    const struct wm_recognition *guild = &ruleset->recognitions[0], *shaping = &ruleset->recognitions[1],
                                *pies = &ruleset->recognitions[2], *two = &ruleset->recognitions[3];
    assert_string_equal(wm_code_text(guild->source), "a/guild");
    assert_string_equal(wm_code_text(guild->target), "f/baker");
    assert_int_equal(guild->kind, WM_KIND_AWARD);
    assert_false(guild->has_within);
    assert_int_equal(guild->by_count, 0);
    assert_int_equal(shaping->kind, WM_KIND_ASSESSMENT);
    assert_int_equal(shaping->scale_count, 2);
    assert_int_equal(shaping->scale[0].from, 2 * WM_NUMBER_ONE);
    assert_int_equal(shaping->scale[0].to, 1 * WM_NUMBER_ONE);
    assert_int_equal(shaping->scale[1].from, 3 * WM_NUMBER_ONE);
    assert_int_equal(shaping->scale[1].to, 2 * WM_NUMBER_ONE);
    assert_string_equal(shaping->target_scale->id, "s");
    assert_int_equal(pies->scale_count, 0);
    assert_int_equal(two->where.line, 3);
    assert_true(two->has_within);
    assert_int_equal(two->within.count, 2);
    assert_int_equal(two->by_count, 2);
    assert_string_equal(two->by[1], "City");
    assert_true(wm_ruleset_recognises(ruleset, WM_KIND_AWARD, "outside/two", 11));
    assert_false(wm_ruleset_recognises(ruleset, WM_KIND_ASSESSMENT, "outside/two", 11));
    assert_false(wm_ruleset_recognises(ruleset, WM_KIND_AWARD, "outside/tw", 10));
    wm_ruleset_unref(ruleset);
}

// 0 is a score, and a list is 1, 2, 3.
static void test_scales(void **state) {
    (void)state;
    struct wm_ruleset *ruleset =
        build(ALL "recognise { 'x/y', as = 'f/kneading', scale = { [0] = 0, 0, 1, [9] = 2 } }");
    const struct wm_recognition *recognition = &ruleset->recognitions[0];
    static const int from[] = {0, 1, 2, 9}, to[] = {0, 0, 1, 2};
    assert_int_equal(recognition->scale_count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(recognition->scale[i].from, from[i] * WM_NUMBER_ONE);
        assert_int_equal(recognition->scale[i].to, to[i] * WM_NUMBER_ONE);
    }
    wm_ruleset_unref(ruleset);
}

// In whatever order it is said.
static void test_hashes(void **state) {
    (void)state;
    struct wm_ruleset *one = build(ALL "recognise { 'x/y', as = 'f/baker' } recognise { 'x/z', as = 'f/baker' }");
    struct wm_ruleset *other = build(ALL "recognise { 'x/z', as = 'f/baker' } recognise { 'x/y', as = 'f/baker' }");
    struct wm_ruleset *third = build(ALL "recognise { 'x/z', as = 'f/baker', within = days(1) } "
                                         "recognise { 'x/y', as = 'f/baker' }");
    assert_string_equal(one->criteria_hash, other->criteria_hash);
    assert_string_not_equal(one->criteria_hash, third->criteria_hash);
    wm_ruleset_unref(one);
    wm_ruleset_unref(other);
    wm_ruleset_unref(third);
}

static void test_mistakes_in_recognise(void **state) {
    (void)state;
    beside_fail("recognise 'f/baker'", "wrong-type", "");
    beside_fail("recognise { as = 'f/baker' }", "wrong-type", "");
    beside_fail("recognise { 'x/y', 'x/z', as = 'f/baker' }", "wrong-type", "");
    beside_fail("recognise { 'x/y' }", "missing", "");
    beside_fail("recognise { 'x/y', ass = 'f/baker' }", "unknown-name", "as");
    beside_fail("recognise { 'x/y', as = 'f/baker', within = 3 }", "wrong-type", "");
    beside_fail("recognise { 'baker', as = 'f/baker' }", "wrong-id", "");
    beside_fail("recognise { 'x/y', as = 'baker' }", "wrong-id", "");
    beside_fail("recognise { 'x/y', as = 'f/bakr' }", "unknown-name", "f/baker");
    beside_fail("recognise { 'x/y', as = 'g/baker' }", "unknown-name", "f/baker");
    beside_fail("recognise { 'a/gild', as = 'f/baker' }", "unknown-name", "a/guild");
    beside_fail("recognise { 'x/y', as = 'f/oven' }", "wrong-type", "");
    beside_fail("recognise { 'f/oven', as = 'a/guild' }", "wrong-type", "");
    beside_fail("recognise { 'a/guild', as = 'f/kneading' }", "wrong-type", "");
    beside_fail("recognise { 'a/shaping', as = 'f/baker' }", "wrong-type", "");
    beside_fail("recognise { 'x/y', as = 'f/baker', scale = { 1 } }", "wrong-type", "");
    beside_fail("recognise { 'a/shaping', as = 'f/kneading' }", "missing", "");
    beside_fail("recognise { 'a/shaping', as = 'f/kneading', scale = { [4] = 1 } }", "off-scale", "");
    beside_fail("recognise { 'a/shaping', as = 'f/kneading', scale = { [3] = 3 } }", "off-scale", "");
    beside_fail("recognise { 'x/y', as = 'f/kneading', scale = {} }", "wrong-type", "");
    beside_fail("recognise { 'x/y', as = 'f/kneading', scale = { one = 1 } }", "wrong-type", "");
    beside_fail("recognise { 'x/y', as = 'f/kneading', scale = { 'one' } }", "wrong-type", "");
    beside_fail("recognise { 'x/y', as = 'f/baker' } recognise { 'x/y', as = 'f/baker' }", "duplicate", "");
    beside_fail("recognise { 'f/baker', as = 'f/baker' }", "cycle", "");
    beside_fail("recognise { 'f/baker', as = 'a/guild' } recognise { 'a/guild', as = 'f/baker' }", "cycle", "");
    beside_fail("recognise { 'f/baker', as = 'a/guild' } recognise { 'f/helper', as = 'f/baker' } "
                "recognise { 'a/guild', as = 'f/helper' }",
                "cycle", "");
}

// Assessors ---------------------------------------------------------------------------------------------------------

static void test_assessors(void **state) {
    (void)state;
    struct wm_ruleset *ruleset =
        build(ALL "assessors 'f' { as = { 'assessor', 'mentor' }, kinds = { 'assessment', 'signoff' },\n"
                  "  who = any { holds 'f/baker', in_role 'night' } }\n"
                  "assessors 'a' { as = 'supervisor', kinds = 'assessment', who = meets 'a/guild' }");
    assert_int_equal(ruleset->assessors_count, 2);
    const struct wm_assessors *assessors = &ruleset->assessors[0];
    assert_string_equal(assessors->framework->id, "f");
    assert_int_equal(assessors->as.count, 2);
    assert_string_equal(wm_code_text(assessors->as.codes[1]), "mentor");
    assert_true(assessors->kinds[WM_KIND_ASSESSMENT]);
    assert_true(assessors->kinds[WM_KIND_SIGNOFF]);
    assert_false(assessors->kinds[WM_KIND_EVIDENCE]);
    assert_string_equal(assessors->level.full, "assessors/f");
    assert_string_equal(assessors->level.requires->children[0]->id, "holds:f/baker");
    assert_string_equal(assessors->level.requires->children[1]->says, "Night: in post now");
    assert_null(wm_ruleset_level(ruleset, "assessors/f", 11));
    wm_ruleset_unref(ruleset);
}

static bool concern(const struct wm_ruleset *ruleset, enum wm_kind kind, const char *subject, const char *as) {
    const struct wm_record record = {.kind = kind, .subject = {subject, strlen(subject)}, .as = {as, strlen(as)}};
    return wm_assessors_concern(&ruleset->assessors[0], &record);
}

static void test_which_records_they_concern(void **state) {
    (void)state;
    struct wm_ruleset *ruleset =
        build(ALL "assessors 'f' { as = 'assessor', kinds = { 'assessment', 'appraisal', 'signoff' },\n"
                  "  who = in_role 'night' }");
    assert_true(concern(ruleset, WM_KIND_ASSESSMENT, "f/kneading", "assessor"));
    assert_true(concern(ruleset, WM_KIND_APPRAISAL, "f/baker", "assessor"));
    assert_true(concern(ruleset, WM_KIND_SIGNOFF, "f/kneading", "assessor"));
    assert_false(concern(ruleset, WM_KIND_ASSESSMENT, "f/kneading", "supervisor"));
    assert_false(concern(ruleset, WM_KIND_ASSESSMENT, "f/kneading", "assess"));
    assert_false(concern(ruleset, WM_KIND_EVIDENCE, "f/kneading", "assessor"));
    assert_false(concern(ruleset, WM_KIND_ASSESSMENT, "a/shaping", "assessor"));
    assert_false(concern(ruleset, WM_KIND_ASSESSMENT, "ff/kneading", "assessor"));
    assert_false(concern(ruleset, WM_KIND_SIGNOFF, "trial", "assessor"));
    wm_ruleset_unref(ruleset);
}

static void test_mistakes_in_assessors(void **state) {
    (void)state;
#define WHO ", who = in_role 'night' }"
    beside_fail("assessors 'ff' { as = 'assessor', kinds = 'assessment'" WHO, "unknown-name", "f");
    beside_fail("assessors 'f' { as = 'asessor', kinds = 'assessment'" WHO, "unknown-name", "assessor");
    beside_fail("assessors 'f' { as = 'self', kinds = 'assessment'" WHO, "contradiction", "");
    beside_fail("assessors 'f' { as = 'assessor', kinds = 'asessment'" WHO, "unknown-name", "assessment");
    beside_fail("assessors 'f' { as = 'assessor', kinds = 'training'" WHO, "unknown-name", "");
    beside_fail("assessors 'f' { as = 'assessor', kinds = 'award'" WHO, "unknown-name", "");
    beside_fail("assessors 'f' { as = 'assessor', kind = 'assessment'" WHO, "unknown-name", "kinds");
    beside_fail("assessors 'f' { as = 'assessor'" WHO, "missing", "");
    beside_fail("assessors 'f' { as = 'assessor', kinds = 'assessment' }", "missing", "");
    beside_fail("assessors 'f' { as = 'assessor', kinds = 'assessment', who = in_role 'nigt' }", "unknown-name",
                "night");
    beside_fail("assessors 'f' { as = 'assessor', kinds = 'assessment', who = holds 'baker' }", "unknown-name",
                "f/baker");
    beside_fail("assessors 'f' { as = 'assessor', kinds = 'assessment', who = setting { 'f/marc', is = 2 } }",
                "unknown-name", "f/mark");
}

// A function is not asked while a record comes in, wherever it stands.
static void test_no_function_in_assessors(void **state) {
    (void)state;
    static const char *const who[] = {"include '_p'", "meets 'own/l'"};
    for (size_t i = 0; i < sizeof who / sizeof who[0]; i++) {
        struct rules rules;
        char text[300];
        snprintf(text, sizeof text, ALL "assessors 'f' { as = 'assessor', kinds = 'assessment', who = %s }", who[i]);
        beside_make(&rules, text);
        rules_add(&rules, "organisations/o/_p.lua",
                  "return custom { id = 'x', says = 's', function() return true end }");
        rules_add(&rules, "organisations/o/own/_p.lua",
                  "return custom { id = 'x', says = 's', function() return true end }");
        rules_add(&rules, "organisations/o/own/framework.lua",
                  "framework 'own' { title = 'Own' }\nlevel 'l' { title = 'L', requires = include '_p' }");
        beside_fail_at(&rules, "wrong-place", "organisations/o/organisation.lua:3", "", __FILE__, __LINE__);
    }
}

WM_TEST_MAIN(cmocka_unit_test(test_recognised), cmocka_unit_test(test_scales), cmocka_unit_test(test_hashes),
             cmocka_unit_test(test_mistakes_in_recognise), cmocka_unit_test(test_assessors),
             cmocka_unit_test(test_which_records_they_concern), cmocka_unit_test(test_mistakes_in_assessors),
             cmocka_unit_test(test_no_function_in_assessors))
