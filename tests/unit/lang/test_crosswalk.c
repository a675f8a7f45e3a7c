// SPDX-License-Identifier: MIT
// link: how two frameworks go together, in the pack of a third, and what an organisation lets count of it.
#include "engine/criteria/crosswalk.h"
#include "tests/unit/lang/beside.h"

#define CROSS "framework 'x' { title = 'X' }\n"
#define ALL BESIDE "adopt 'f' {} adopt 'a' {}\n"

static void make(struct rules *rules, const char *crosswalk, const char *organisation) {
    beside_make(rules, organisation);
    rules_add(rules, "frameworks/x/framework.lua", crosswalk);
}

static struct wm_ruleset *build(const char *crosswalk, const char *organisation) {
    struct rules rules;
    make(&rules, crosswalk, organisation);
    return rules_build_organisation(&rules);
}

static struct wm_ruleset *alone(struct rules *rules) {
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    wm_test_ok(wm_pack_build_framework(&rules->source, "x", NULL, 0, NULL, &ruleset, &error), &error);
    return ruleset;
}

static const struct wm_link *link_at(const struct wm_ruleset *ruleset, uint32_t at) {
    const struct wm_framework *crosswalk = wm_ruleset_framework(ruleset, "x", 1);
    assert_non_null(crosswalk);
    assert_true(at < crosswalk->link_count);
    return &crosswalk->links[at];
}

#define FIVE                                                                                                           \
    CROSS "link { 'a/guild', to = 'f/baker', grade = 'exact', within = years(2), source = 'p1', says = 'Same job' }\n" \
          "link { 'a/shaping', to = 'f/kneading', grade = 'broader', scale = { [2] = 1, [3] = 2 } }\n"                 \
          "link { 'a/guild', to = 'f/helper', grade = 'narrower' }\n"                                                  \
          "link { 'f/kneading', to = 'a/shaping', grade = 'related' }\n"                                               \
          "link { 'out/master', to = 'f/helper', grade = 'exact' }\n"

static void test_what_counts(void **state) {
    (void)state;
    struct wm_ruleset *ruleset = build(FIVE, ALL "adopt 'x' {}");
    static const enum wm_link_state states[] = {WM_LINK_COUNTS, WM_LINK_COUNTS, WM_LINK_ADVICE, WM_LINK_ADVICE,
                                                WM_LINK_COUNTS};
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(link_at(ruleset, i)->state, states[i]);
    assert_int_equal(wm_ruleset_framework(ruleset, "x", 1)->link_count, 5);
    const struct wm_link *guild = link_at(ruleset, 0);
    assert_string_equal(guild->from_title, "Guild");
    assert_string_equal(guild->to_title, "Baker");
    assert_string_equal(guild->says, "Same job");
    assert_string_equal(guild->source, "p1");
    assert_int_equal(guild->alike, WM_ALIKE_LEVELS);
    assert_int_equal(link_at(ruleset, 1)->alike, WM_ALIKE_COMPETENCIES);
    assert_null(link_at(ruleset, 4)->from_title);
    assert_int_equal(ruleset->recognition_count, 3); // sorted by source
    const struct wm_recognition *first = &ruleset->recognitions[0], *scored = &ruleset->recognitions[1],
                                *outside = &ruleset->recognitions[2];
    assert_string_equal(wm_code_text(first->source), "a/guild");
    assert_string_equal(wm_code_text(first->target), "f/baker");
    assert_int_equal(first->kind, WM_KIND_AWARD);
    assert_true(first->has_within && first->within.count == 2);
    assert_ptr_equal(first->link, guild);
    assert_int_equal(first->where.line, 3); // where the organisation lets it count
    assert_int_equal(guild->where.line, 2);
    assert_string_equal(guild->where.file, "frameworks/x/framework.lua");
    assert_int_equal(scored->kind, WM_KIND_ASSESSMENT);
    assert_int_equal(scored->scale_count, 2);
    assert_int_equal(scored->scale[1].to, 2 * WM_NUMBER_ONE);
    assert_string_equal(scored->target_scale->id, "s");
    assert_string_equal(wm_code_text(outside->source), "out/master");
    assert_true(wm_ruleset_recognises(ruleset, WM_KIND_AWARD, "out/master", 10));
    wm_ruleset_unref(ruleset);
}

static void test_what_an_organisation_chooses(void **state) {
    (void)state;
    struct wm_ruleset *ruleset = build(FIVE, ALL "adopt 'x' { grades = 'exact' }");
    assert_int_equal(ruleset->recognition_count, 2);
    assert_int_equal(link_at(ruleset, 1)->state, WM_LINK_NOT_CHOSEN);
    wm_ruleset_unref(ruleset);
    ruleset = build(FIVE, ALL "adopt 'x' { grades = { 'broader' } }");
    assert_int_equal(ruleset->recognition_count, 1);
    assert_int_equal(link_at(ruleset, 0)->state, WM_LINK_NOT_CHOSEN);
    wm_ruleset_unref(ruleset);
    ruleset = build(FIVE, ALL "adopt 'x' { grades = {} }"); // to read them, and no more
    assert_int_equal(ruleset->recognition_count, 0);
    assert_int_equal(link_at(ruleset, 2)->state, WM_LINK_ADVICE);
    wm_ruleset_unref(ruleset);
}

// The organisation has one of the two only.
static void test_what_is_not_adopted(void **state) {
    (void)state;
    struct wm_ruleset *ruleset = build(FIVE, BESIDE "adopt 'f' {} adopt 'x' {}");
    assert_int_equal(ruleset->recognition_count, 3); // the source need not be there
    assert_int_equal(link_at(ruleset, 0)->state, WM_LINK_COUNTS);
    assert_int_equal(link_at(ruleset, 3)->state, WM_LINK_ADVICE);
    assert_null(link_at(ruleset, 0)->from_title);
    wm_ruleset_unref(ruleset);
    ruleset = build(FIVE, BESIDE "adopt 'a' {} adopt 'x' {}");
    assert_int_equal(ruleset->recognition_count, 0);
    assert_int_equal(link_at(ruleset, 0)->state, WM_LINK_NOT_ADOPTED);
    assert_int_equal(link_at(ruleset, 0)->alike, WM_ALIKE_LEVELS);
    assert_int_equal(link_at(ruleset, 4)->alike, WM_ALIKE_UNKNOWN);
    wm_ruleset_unref(ruleset);
}

// A framework of its own may link as well; adopting it by name chooses among its grades.
static void test_its_own_links(void **state) {
    (void)state;
    for (int adopted = 0; adopted < 2; adopted++) {
        struct rules rules;
        beside_make(&rules, adopted == 0 ? ALL : ALL "adopt 'own' { grades = 'broader' }");
        rules_add(&rules, "organisations/o/own/framework.lua",
                  "framework 'own' { title = 'Own' }\nlink { 'a/guild', to = 'f/baker', grade = 'exact' }");
        struct wm_ruleset *ruleset = rules_build_organisation(&rules);
        assert_int_equal(ruleset->recognition_count, 1 - adopted);
        if (adopted == 0)
            assert_string_equal(ruleset->recognitions[0].where.file, "organisations/o/own/framework.lua");
        wm_ruleset_unref(ruleset);
    }
}

static void test_what_the_organisation_says_itself(void **state) {
    (void)state;
    struct wm_ruleset *ruleset =
        build(FIVE, ALL "adopt 'x' {} recognise { 'a/guild', as = 'f/baker', within = days(3) }");
    assert_int_equal(ruleset->recognition_count, 3);
    assert_null(ruleset->recognitions[0].link);
    assert_int_equal(ruleset->recognitions[0].within.count, 3);
    assert_int_equal(link_at(ruleset, 0)->state, WM_LINK_OWN);
    wm_ruleset_unref(ruleset);
}

// The same criteria, whoever says it.
static void test_hash(void **state) {
    (void)state;
    struct wm_ruleset *linked = build(CROSS "link { 'a/guild', to = 'f/baker', grade = 'exact' }", ALL "adopt 'x' {}");
    struct wm_ruleset *own = build(CROSS, ALL "adopt 'x' {} recognise { 'a/guild', as = 'f/baker' }");
    struct wm_ruleset *none = build(CROSS, ALL "adopt 'x' {}");
    assert_string_equal(linked->criteria_hash, own->criteria_hash);
    assert_string_not_equal(linked->criteria_hash, none->criteria_hash);
    wm_ruleset_unref(linked);
    wm_ruleset_unref(own);
    wm_ruleset_unref(none);
}

// By itself the pack is held against the frameworks that it links, as far as they are there.
static void test_alone(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, FIVE, BESIDE);
    struct wm_ruleset *ruleset = alone(&rules);
    assert_int_equal(ruleset->framework_count, 1);
    assert_int_equal(ruleset->level_count, 0);
    assert_int_equal(ruleset->recognition_count, 0);
    assert_string_equal(link_at(ruleset, 1)->to_title, "Kneading");
    assert_int_equal(link_at(ruleset, 1)->state, WM_LINK_COUNTS);
    assert_int_equal(link_at(ruleset, 4)->state, WM_LINK_COUNTS);
    wm_ruleset_unref(ruleset);
    rules_init(&rules);
    rules_add(&rules, "frameworks/x/framework.lua", FIVE);
    ruleset = alone(&rules);
    assert_int_equal(link_at(ruleset, 1)->alike, WM_ALIKE_UNKNOWN);
    assert_int_equal(link_at(ruleset, 1)->state, WM_LINK_NOT_ADOPTED);
    wm_ruleset_unref(ruleset);
}

static void test_domains(void **state) {
    (void)state;
    struct rules rules;
    rules_init(&rules);
    rules_add(&rules, "organisations/o/organisation.lua", BESIDE "adopt 'p' {} adopt 'q' {} adopt 'x' {}");
    rules_add(&rules, "frameworks/p/framework.lua", "framework 'p' { title = 'P' }\ndomain 'd' { title = 'D' }");
    rules_add(&rules, "frameworks/q/framework.lua", "framework 'q' { title = 'Q' }\ndomain 'e' { title = 'E' }");
    rules_add(&rules, "frameworks/x/framework.lua",
              CROSS "link { 'p/d', to = 'q/e', grade = 'exact' }\n"
                    "link { 'q/e', to = 'p/d', grade = 'exact' }\n");
    struct wm_ruleset *ruleset = rules_build_organisation(&rules);
    assert_int_equal(ruleset->recognition_count, 0);
    assert_int_equal(link_at(ruleset, 0)->state, WM_LINK_ADVICE);
    assert_int_equal(link_at(ruleset, 0)->alike, WM_ALIKE_DOMAINS);
    assert_string_equal(link_at(ruleset, 0)->to_title, "E");
    wm_ruleset_unref(ruleset);
}

// What the pack says, in an organisation and by itself: line 2.
static void fail_at(const char *link, const char *reason, const char *nearest, int line) {
    char text[600];
    struct rules rules;
    snprintf(text, sizeof text, CROSS "%s", link);
    make(&rules, text, ALL "adopt 'x' {}");
    for (int by_itself = 0; by_itself < 2; by_itself++) {
        struct wm_error error = {0};
        struct wm_ruleset *ruleset = NULL;
        enum wm_status status = by_itself == 1
                                    ? wm_pack_build_framework(&rules.source, "x", NULL, 0, NULL, &ruleset, &error)
                                    : wm_pack_build(&rules.source, "o", NULL, &ruleset, &error);
        wm_ruleset_unref(ruleset);
        wm_test_fails_at(status, &error, WM_RULES, reason, link, __FILE__, line);
        assert_string_equal(error.where, "frameworks/x/framework.lua:2");
        assert_string_equal(error.nearest, nearest);
    }
}
#define fail_link(link, reason, nearest) fail_at((link), (reason), (nearest), __LINE__)

static void test_mistakes_in_links(void **state) {
    (void)state;
    fail_link("link 'f/baker'", "wrong-type", "");
    fail_link("link { to = 'f/baker', grade = 'exact' }", "wrong-type", "");
    fail_link("link { 'a/guild', grade = 'exact' }", "missing", "");
    fail_link("link { 'a/guild', to = 'f/baker' }", "missing", "");
    fail_link("link { 'a/guild', to = 'f/baker', grade = 'exat' }", "unknown-name", "exact");
    fail_link("link { 'a/guild', as = 'f/baker', grade = 'exact' }", "unknown-name", "");
    fail_link("link { 'guild', to = 'f/baker', grade = 'exact' }", "wrong-id", "");
    fail_link("link { 'a/guild', to = 'baker', grade = 'exact' }", "wrong-id", "");
    fail_link("link { 'a/guild', to = '/', grade = 'exact' }", "wrong-id", "");
    fail_link("link { 'a/gild', to = 'f/baker', grade = 'exact' }", "unknown-name", "a/guild");
    fail_link("link { 'a/guild', to = 'f/bakr', grade = 'related' }", "unknown-name", "f/baker");
    fail_link("link { 'a/guild', to = 'x/guild', grade = 'related' }", "unknown-name", "a/guild");
    fail_link("link { 'a/guild', to = 'f/oven', grade = 'exact' }", "wrong-type", "");
    fail_link("link { 'f/oven', to = 'a/guild', grade = 'narrower' }", "wrong-type", "");
    fail_link("link { 'a/guild', to = 'f/kneading', grade = 'related' }", "wrong-type", "");
    fail_link("link { 'a/shaping', to = 'f/baker', grade = 'related' }", "wrong-type", "");
    fail_link("link { 'a/guild', to = 'f/baker', grade = 'exact', scale = { 1 } }", "wrong-type", "");
    fail_link("link { 'a/shaping', to = 'f/kneading', grade = 'exact' }", "missing", "");
    fail_link("link { 'a/shaping', to = 'f/kneading', grade = 'exact', scale = { [4] = 1 } }", "off-scale", "");
    fail_link("link { 'a/shaping', to = 'f/kneading', grade = 'exact', scale = { [3] = 3 } }", "off-scale", "");
    fail_link("link { 'a/shaping', to = 'f/kneading', grade = 'exact', scale = {} }", "wrong-type", "");
    fail_link("link { 'a/shaping', to = 'f/kneading', grade = 'related', scale = { 1 } }", "never-counts", "");
    fail_link("link { 'a/guild', to = 'f/baker', grade = 'narrower', within = days(1) }", "never-counts", "");
    fail_link("link { 'a/guild', to = 'a/guild', grade = 'related' }", "cycle", "");
    fail_link(
        "link { 'a/guild', to = 'f/baker', grade = 'exact' } link { 'f/baker', to = 'a/guild', grade = 'broader' }",
        "cycle", "");
    fail_link(
        "link { 'a/guild', to = 'f/baker', grade = 'exact' } link { 'a/guild', to = 'f/baker', grade = 'related' }",
        "duplicate", "");
}

// Two ways of saying the same: there and back, and from there.
static void test_a_part_and_the_whole(void **state) {
    (void)state;
    struct wm_ruleset *ruleset = build(CROSS "link { 'a/guild', to = 'f/baker', grade = 'broader' }\n"
                                             "link { 'f/baker', to = 'a/guild', grade = 'narrower' }",
                                       ALL "adopt 'x' {}");
    assert_int_equal(ruleset->recognition_count, 1);
    wm_ruleset_unref(ruleset);
}

static void fail_organisation_at(const char *crosswalk, const char *text, const char *reason, const char *where,
                                 const char *nearest, int line) {
    struct rules rules;
    char organisation[500];
    snprintf(organisation, sizeof organisation, ALL "%s", text);
    make(&rules, crosswalk, organisation);
    rules_add(&rules, "frameworks/y/framework.lua",
              "framework 'y' { title = 'Y' }\nlink { 'a/guild', to = 'f/baker', grade = 'broader' }");
    beside_fail_at(&rules, reason, where, nearest, __FILE__, line);
}
#define fail_organisation(text, reason, nearest)                                                                       \
    fail_organisation_at(FIVE, (text), (reason), "organisations/o/organisation.lua:3", (nearest), __LINE__)

static void test_mistakes_in_grades(void **state) {
    (void)state;
    fail_organisation("adopt 'x' { grades = 'narrower' }", "never-counts", "");
    fail_organisation("adopt 'x' { grades = { 'exact', 'related' } }", "never-counts", "");
    fail_organisation("adopt 'x' { grades = { 'exakt' } }", "unknown-name", "exact");
    fail_organisation("adopt 'x' { grades = { 3 } }", "wrong-type", "");
    fail_organisation("adopt 'x' { grades = 3 }", "wrong-type", "");
    fail_organisation("adopt 'x' { grades = { exact = true } }", "wrong-type", "");
    fail_organisation("adopt 'x' { grades = { [3] = 'exact' } }", "hole", "");
    fail_organisation("adopt 'x' { grade = 'exact' }", "unknown-name", "grades");
    fail_organisation_at(CROSS, "adopt 'x' { grades = 'exact' }", "wrong-place", "organisations/o/organisation.lua:3",
                         "", __LINE__);
    fail_organisation("link { 'a/guild', to = 'f/baker', grade = 'exact' }", "wrong-place", "");
}

// Two packs say it, or one turns another round.
static void test_packs_against_each_other(void **state) {
    (void)state;
    fail_organisation_at(FIVE, "adopt 'x' {} adopt 'y' {}", "duplicate", "frameworks/y/framework.lua:2", "", __LINE__);
    fail_organisation_at(CROSS "link { 'f/baker', to = 'a/guild', grade = 'exact' }", "adopt 'x' {} adopt 'y' {}",
                         "cycle", "frameworks/y/framework.lua:2", "", __LINE__);
    fail_organisation_at(FIVE, "adopt 'x' {} recognise { 'f/baker', as = 'a/guild' }", "cycle",
                         "frameworks/x/framework.lua:2", "", __LINE__);
    struct rules rules; // what the organisation says itself stands for both
    make(&rules, FIVE, ALL "adopt 'x' {} adopt 'y' {} recognise { 'a/guild', as = 'f/baker' }");
    rules_add(&rules, "frameworks/y/framework.lua",
              "framework 'y' { title = 'Y' }\nlink { 'a/guild', to = 'f/baker', grade = 'broader' }");
    wm_ruleset_unref(rules_build_organisation(&rules));
}

static void test_limit(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, CROSS "for i = 1, 1001 do link { 'a/guild', to = ('out/l%d'):format(i), grade = 'related' } end",
         ALL "adopt 'x' {}");
    beside_fail_at(&rules, "too-many", "frameworks/x/framework.lua:2", "", __FILE__, __LINE__);
}

static enum wm_status without_memory(void *context, struct wm_error *error) {
    struct rules *rules = context;
    struct wm_ruleset *ruleset = NULL;
    enum wm_status status = wm_pack_build(&rules->source, "o", NULL, &ruleset, error);
    wm_ruleset_unref(ruleset);
    return status;
}

static enum wm_status alone_without_memory(void *context, struct wm_error *error) {
    struct rules *rules = context;
    struct wm_ruleset *ruleset = NULL;
    enum wm_status status = wm_pack_build_framework(&rules->source, "x", NULL, 0, NULL, &ruleset, error);
    wm_ruleset_unref(ruleset);
    return status;
}

static void test_each_allocation_can_fail(void **state) {
    (void)state;
    struct rules rules;
    rules_init(&rules); // as little as has everything that is allocated for links
    rules_add(&rules, "organisations/o/organisation.lua", BESIDE "adopt 'p' {} adopt 'x' { grades = 'exact' }");
    rules_add(&rules, "frameworks/p/framework.lua",
              "framework 'p' { title = 'P', scale = 's' } scale 's' { 'A', 'B' } competency 'c' { title = 'C' }");
    rules_add(&rules, "frameworks/x/framework.lua",
              CROSS "link { 'y/c', to = 'p/c', grade = 'exact', says = 's', source = 's', scale = { 1, 2 } }");
    wm_test_each_allocation(without_memory, &rules);
    wm_test_each_allocation(alone_without_memory, &rules);
}

WM_TEST_MAIN(cmocka_unit_test(test_what_counts), cmocka_unit_test(test_what_an_organisation_chooses),
             cmocka_unit_test(test_what_is_not_adopted), cmocka_unit_test(test_its_own_links),
             cmocka_unit_test(test_what_the_organisation_says_itself), cmocka_unit_test(test_hash),
             cmocka_unit_test(test_alone), cmocka_unit_test(test_domains), cmocka_unit_test(test_mistakes_in_links),
             cmocka_unit_test(test_a_part_and_the_whole), cmocka_unit_test(test_mistakes_in_grades),
             cmocka_unit_test(test_packs_against_each_other), cmocka_unit_test(test_limit),
             cmocka_unit_test(test_each_allocation_can_fail))
