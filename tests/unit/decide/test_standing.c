// SPDX-License-Identifier: MIT
// Standing: held, next, lapsing, near, on small ladders.
#include "engine/decide/standing.h"

#include "tests/unit/decide/build.h"

static struct build *build;

static int setup(void **state) {
    (void)state;
    build = build_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    build_free(build);
    return 0;
}

static struct wm_level *add_level(const char *id, int32_t rank, struct wm_criterion *requires, struct wm_level *after) {
    struct wm_level *level = build_level(build, id, requires);
    level->rank = rank;
    if (after != NULL) {
        level->after = build_copy(build, &after, sizeof(const struct wm_level *));
        level->after_count = 1;
    }
    return level;
}

// "entry=held,next mid=near …", in the ruleset's order.
static const char *stand(const struct wm_portfolio *portfolio, const struct wm_framework *framework, int32_t days) {
    struct wm_error error = {0};
    struct wm_question question = build_question(build, NULL, portfolio, "2026-09-01");
    struct wm_standing standing;
    wm_test_ok(wm_standing(&question, framework, days, &build->answers, &standing, &error), &error);
    build->text[0] = '\0';
    for (uint32_t i = 0; i < standing.count; i++) {
        const struct wm_standing_level *one = &standing.levels[i];
        build_append(build, "%s%s=%s%s%s%s%s", i > 0 ? " " : "", one->level->id, wm_outcome_name(one->decision.outcome),
                     one->held ? ",held" : "", one->next ? ",next" : "", one->lapsing ? ",lapsing" : "",
                     one->near ? ",near" : "");
    }
    return build->text;
}

static struct wm_criterion *lasting(const char *subject) {
    return build_leaf(build, WM_VERB_TRAINED, QUERY(.kind = WM_KIND_TRAINING, .subject = code(subject)));
}

static struct wm_criterion *many_unmet(uint32_t count) {
    struct wm_criterion *children[4] = {NULL};
    for (uint32_t i = 0; i < count; i++)
        children[i] = build_fixed(build, WM_VERDICT_UNMET);
    return build_node(build, WM_VERB_ALL, children[0], children[1], children[2], children[3], NULL);
}

static void test_the_ladder(void **state) {
    (void)state;
    struct wm_level *entry = add_level("entry", 1, lasting("care"), NULL);
    struct wm_level *early = add_level("early", 2, many_unmet(3), entry);
    struct wm_level *aside = add_level("aside", 2, build_fixed(build, WM_VERDICT_UNKNOWN), entry);
    struct wm_level *beyond = add_level("beyond", 2, many_unmet(4), early);
    struct wm_level *mid = add_level("mid", 3, many_unmet(4), entry);
    struct wm_level *gate = add_level("gate", 0, many_unmet(1), NULL);
    gate->gate = true;
    (void)aside, (void)beyond, (void)mid;
    static const struct fact trained[] = {{WM_KIND_TRAINING, "care", "2026-01-01", .outcome = "completed"}};
    const struct wm_portfolio *nobody = build_portfolio(build, NULL, 0);
    assert_string_equal(stand(nobody, NULL, 90),
                        "entry=not-eligible,next,near early=not-eligible,near aside=indeterminate "
                        "beyond=not-eligible mid=not-eligible gate=not-eligible,near");
    assert_string_equal(stand(build_portfolio(build, trained, 1), NULL, 90),
                        "entry=eligible early=not-eligible,next,near aside=indeterminate,next beyond=not-eligible "
                        "mid=not-eligible gate=not-eligible,near");
}

static void test_held_stands_for_eligible(void **state) {
    (void)state;
    struct wm_level *entry = add_level("entry", 1, many_unmet(4), NULL);
    add_level("early", 2, many_unmet(4), entry);
    static const struct fact facts[] = {
        {WM_KIND_AWARD, "frame/entry", "2026-01-01", .until = "2026-08-31"},
        {WM_KIND_AWARD, "frame/entry", "2026-02-01", .until = NULL},
        {WM_KIND_AWARD, "frame/entry", "2026-03-01", .until = "2026-12-31"},
    };
    assert_string_equal(stand(build_portfolio(build, facts, 1), NULL, 90),
                        "entry=not-eligible,next early=not-eligible");
    assert_string_equal(stand(build_portfolio(build, facts, 3), NULL, 90),
                        "entry=not-eligible,held early=not-eligible,next");
    struct wm_question question = build_question(build, NULL, build_portfolio(build, facts, 3), "2026-09-01");
    struct wm_error error = {0};
    struct wm_standing standing;
    wm_test_ok(wm_standing(&question, NULL, 90, &build->answers, &standing, &error), &error);
    assert_int_equal(standing.levels[0].award, 2); // the one that lasts longest
    assert_int_equal(standing.levels[0].award_until, WM_DAY_NONE);
    assert_int_equal(standing.levels[1].award, 0);
}

static void test_lapsing_within_the_days(void **state) {
    (void)state;
    add_level("entry", 1, lasting("care"), NULL);
    static const struct fact facts[] = {
        {WM_KIND_TRAINING, "care", "2026-01-01", "2026-11-30", .outcome = "completed"}}; // 90 days on
    const struct wm_portfolio *portfolio = build_portfolio(build, facts, 1);
    assert_string_equal(stand(portfolio, NULL, 90), "entry=eligible,lapsing");
    assert_string_equal(stand(portfolio, NULL, 89), "entry=eligible");
}

static void test_one_framework_of_several(void **state) {
    (void)state;
    struct wm_framework other = {.id = "other", .title = "Other"};
    struct wm_level *entry = add_level("entry", 1, build_fixed(build, WM_VERDICT_MET), NULL);
    struct wm_level *barred = add_level("barred", 2, build_fixed(build, WM_VERDICT_UNMET), NULL);
    struct wm_level *theirs = add_level("theirs", 7, many_unmet(4), entry);
    struct wm_level *beyond = add_level("beyond", 7, many_unmet(4), barred);
    theirs->framework = beyond->framework = &other;
    const struct wm_portfolio *nobody = build_portfolio(build, NULL, 0);
    assert_string_equal(stand(nobody, NULL, 90), "entry=eligible barred=not-eligible,next,near "
                                                 "theirs=not-eligible,next beyond=not-eligible");
    assert_string_equal(stand(nobody, &other, 90), "theirs=not-eligible,next beyond=not-eligible");
    assert_string_equal(stand(nobody, &build->framework, 90), "entry=eligible barred=not-eligible,next,near");
}

static enum wm_status stand_and_clear(void *context, struct wm_error *error) {
    const struct wm_question *question = context;
    struct wm_arena arena;
    struct wm_standing standing;
    wm_arena_init(&arena, (size_t)1 << 20);
    enum wm_status status = wm_standing(question, NULL, 90, &arena, &standing, error);
    wm_arena_clear(&arena);
    return status;
}

static void test_each_allocation_may_fail(void **state) {
    (void)state;
    for (int i = 0; i < 8; i++)
        add_level("one", 1, many_unmet(4), NULL);
    struct wm_question question = build_question(build, NULL, build_portfolio(build, NULL, 0), "2026-09-01");
    wm_test_each_allocation(stand_and_clear, &question);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_the_ladder), TEST(test_held_stands_for_eligible), TEST(test_lapsing_within_the_days),
             TEST(test_one_framework_of_several), TEST(test_each_allocation_may_fail))
