// SPDX-License-Identifier: MIT
// Levels whose criteria change on a day, to the day: the switch, what is not in force, who stays eligible and how long.
#include "engine/decide/standing.h"

#include "engine/decide/write.h"
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

static struct wm_criterion *dated(struct wm_criterion *criterion, const char *from, const char *until) {
    const struct wm_edition edition = {.from = day_of(from), .until = day_of(until)};
    criterion->edition = build_copy(build, &edition, sizeof edition);
    return criterion;
}

// Whoever was eligible on the eve of `from` stays so through `until`; of a level that is built with it.
static struct wm_criterion *grandfathered(uint32_t eve, const char *from, const char *until) {
    struct wm_criterion *leaf =
        build_criterion(build, (struct wm_criterion){.verb = WM_VERB_GRANDFATHERED, .eve = eve});
    leaf->id = wm_arena_printf(&build->arena, "grandfathered:%s", from);
    leaf->qualified_id = wm_arena_printf(&build->arena, "deckhand/%s", leaf->id);
    return dated(leaf, from, until);
}

// Children end with NULL; `lower` (may be NULL) is a level whose eves it reaches.
static struct wm_level *level_of(const char *id, struct wm_criterion *requires, const struct wm_level *lower) {
    struct wm_level *level = build_level(build, id, requires);
    const struct wm_criterion *eves[8];
    for (uint32_t i = 0; lower != NULL && i < lower->eve_count; i++)
        eves[level->eve_count++] = lower->eves[i];
    for (uint32_t i = 0; requires->verb == WM_VERB_EDITIONS && i < requires->child_count; i++) {
        if (requires->children[i]->verb != WM_VERB_GRANDFATHERED)
            continue;
        requires->children[i]->level = level;
        eves[level->eve_count++] = requires->children[i];
    }
    level->eves = build_copy(build, eves, level->eve_count * sizeof(struct wm_criterion *));
    return level;
}

static struct wm_criterion *trained(const char *course) {
    struct wm_criterion *leaf =
        build_leaf(build, WM_VERB_TRAINED, QUERY(.kind = WM_KIND_TRAINING, .subject = code(course)));
    leaf->id = wm_arena_printf(&build->arena, "trained:%s", course);
    leaf->qualified_id = wm_arena_printf(&build->arena, "deckhand/%s", leaf->id);
    return leaf;
}

#define TRAINED(course, from, last)                                                                                    \
    { .kind = WM_KIND_TRAINING, .subject = (course), .on = (from), .until = (last), .outcome = "completed" }
static const struct fact lines_in_march[] = {TRAINED("lines", "2027-03-31", NULL)};
static const struct fact lines_in_april[] = {TRAINED("lines", "2027-04-01", NULL)};
static const struct fact both[] = {TRAINED("lines", "2027-03-31", NULL), TRAINED("sea", "2027-05-20", NULL)};

static void expect(const struct wm_level *level, const struct wm_portfolio *portfolio, const char *as_of,
                   const char *expected) {
    struct wm_decision decision = build_decide(build, level, portfolio, as_of);
    build->text[0] = '\0';
    build_append_outcome(build, &decision);
    for (uint32_t i = 0; i < decision.unmet_count; i++)
        build_append(build, " %s", decision.unmet[i].id);
    for (uint32_t i = 0; i < decision.unknown_count; i++)
        build_append(build, " %s:%s%s%s", decision.unknown[i].id, wm_unknown_reason_name(decision.unknown[i].reason),
                     decision.unknown[i].parameter != NULL ? ":" : "",
                     decision.unknown[i].parameter != NULL ? decision.unknown[i].parameter->id : "");
    assert_string_equal(build->text, expected);
    wm_day next; // the cheap form says the same
    enum wm_verdict verdict = wm_decide_verdict(level, portfolio, decision.as_of, &next);
    static const enum wm_outcome outcomes[] = {WM_OUTCOME_NOT_ELIGIBLE, WM_OUTCOME_ELIGIBLE, WM_OUTCOME_INDETERMINATE};
    assert_int_equal(outcomes[verdict], decision.outcome);
    assert_true(next > decision.as_of);
}

static void test_the_switch(void **state) {
    (void)state;
    struct wm_level *level = level_of("deckhand",
                                      build_node(build, WM_VERB_EDITIONS, dated(trained("lines"), NULL, "2027-03-31"),
                                                 dated(trained("sea"), "2027-04-01", NULL), NULL),
                                      NULL);
    const struct wm_portfolio *march = build_portfolio(build, lines_in_march, 1);
    const struct wm_portfolio *later = build_portfolio(build, both, 2);
    expect(level, march, "2027-03-30", "not-eligible until 2027-03-30 then eligible trained:lines");
    expect(level, march, "2027-03-31", "eligible until 2027-03-31 then not-eligible");
    expect(level, march, "2027-04-01", "not-eligible for ever trained:sea");
    expect(level, later, "2027-03-31", "eligible until 2027-03-31 then not-eligible");
    expect(level, later, "2027-04-01", "not-eligible until 2027-05-19 then eligible trained:sea");
    expect(level, later, "2027-05-20", "eligible for ever");
}

static void test_not_in_force(void **state) {
    (void)state;
    struct wm_level *level =
        level_of("deckhand",
                 build_node(build, WM_VERB_EDITIONS, dated(trained("lines"), "2027-03-01", "2027-12-31"), NULL), NULL);
    struct wm_level *above = level_of("above", build_meets(build, level), level);
    struct wm_level *barred =
        level_of("barred", build_node(build, WM_VERB_NONE, build_meets(build, level), NULL), level);
    const struct wm_portfolio *march = build_portfolio(build, lines_in_march, 1);
    expect(level, march, "2027-02-28", "indeterminate until 2027-02-28 then not-eligible editions:not-in-force");
    expect(level, march, "2027-03-01", "not-eligible until 2027-03-30 then eligible trained:lines");
    expect(level, march, "2027-12-31", "eligible until 2027-12-31 then indeterminate");
    expect(level, march, "2028-01-01", "indeterminate for ever editions:not-in-force");
    expect(above, march, "2027-02-28",
           "indeterminate until 2027-02-28 then not-eligible deckhand/editions:not-in-force");
    expect(barred, march, "2027-02-28", "indeterminate until 2027-02-28 then eligible deckhand/editions:not-in-force");
    struct wm_error error = {0};
    struct wm_question question = build_question(build, NULL, march, "2027-02-28");
    struct wm_standing standing;
    wm_test_ok(wm_standing(&question, NULL, 90, &build->answers, &standing, &error), &error);
    assert_false(standing.levels[0].next); // nobody can take it on yet
    question.as_of = day_of("2027-03-01");
    wm_test_ok(wm_standing(&question, NULL, 90, &build->answers, &standing, &error), &error);
    assert_true(standing.levels[0].next);
}

static struct wm_level *deckhand(const char *until) {
    return level_of("deckhand",
                    build_node(build, WM_VERB_EDITIONS, dated(trained("lines"), NULL, "2027-03-31"),
                               dated(trained("sea"), "2027-04-01", NULL), grandfathered(0, "2027-04-01", until), NULL),
                    NULL);
}

static void test_who_stays(void **state) {
    (void)state;
    struct wm_level *level = deckhand("2028-03-31");
    const struct wm_portfolio *march = build_portfolio(build, lines_in_march, 1);
    const struct wm_portfolio *april = build_portfolio(build, lines_in_april, 1);
    const struct wm_portfolio *later = build_portfolio(build, both, 2);
    expect(level, march, "2027-03-31", "eligible until 2028-03-31 then not-eligible");
    expect(level, march, "2027-04-01", "eligible until 2028-03-31 then not-eligible");
    expect(level, march, "2028-03-31", "eligible until 2028-03-31 then not-eligible");
    expect(level, march, "2028-04-01", "not-eligible for ever trained:sea");
    expect(level, april, "2027-04-01", "not-eligible for ever trained:sea"); // a day too late
    expect(level, later, "2027-04-01", "eligible for ever");
    struct wm_decision decision = build_decide(build, level, april, "2027-04-01");
    assert_int_equal(decision.tree->child_count, 2); // the earlier edition is not of that day
    assert_string_equal(decision.tree->children[1].finding.id, "grandfathered:2027-04-01");
    assert_int_equal(decision.tree->children[1].finding.verdict, WM_VERDICT_UNMET);
    assert_int_equal(build_decide(build, level, april, "2028-04-01").tree->child_count, 1);
    struct wm_level *day = deckhand("2027-04-01");
    expect(day, march, "2027-04-01", "eligible until 2027-04-01 then not-eligible");
}

// What lapses after the eve does not matter, what is recorded of a day before does.
static void test_the_eve_is_what_counts(void **state) {
    (void)state;
    static const struct fact until_the_eve[] = {TRAINED("lines", "2026-01-01", "2027-03-31")};
    static const struct fact until_the_day_before[] = {TRAINED("lines", "2026-01-01", "2027-03-30")};
    struct wm_level *level = deckhand("2027-12-31");
    expect(level, build_portfolio(build, until_the_eve, 1), "2027-06-01",
           "eligible until 2027-12-31 then not-eligible");
    expect(level, build_portfolio(build, until_the_day_before, 1), "2027-06-01", "not-eligible for ever trained:sea");
    const struct wm_portfolio *nobody = build_portfolio(build, NULL, 0);
    expect(level, nobody, "2027-06-01", "not-eligible for ever trained:sea");
    struct wm_error error = {0};
    struct wm_portfolio *supposed;
    struct wm_record with = build_record(&lines_in_march[0]);
    wm_test_ok(wm_portfolio_suppose(nobody, &with, 1, NULL, 0, &supposed, &error), &error);
    expect(level, build_keep(build, supposed), "2027-06-01", "eligible until 2027-12-31 then not-eligible");
}

// Each edition keeps its word, also after the next has begun; and who was let stay was eligible on its eve.
static void test_one_after_another(void **state) {
    (void)state;
    struct wm_criterion *never = dated(build_fixed(build, WM_VERDICT_UNMET), "2027-05-01", NULL);
    struct wm_level *level = level_of("deckhand",
                                      build_node(build, WM_VERB_EDITIONS, dated(trained("lines"), NULL, "2027-03-31"),
                                                 dated(trained("sea"), "2027-04-01", "2027-04-30"), never,
                                                 grandfathered(0, "2027-04-01", "2027-06-30"),
                                                 grandfathered(1, "2027-05-01", "2027-09-30"), NULL),
                                      NULL);
    struct wm_level *above = level_of("above", build_meets(build, level), level);
    const struct wm_portfolio *march = build_portfolio(build, lines_in_march, 1);
    expect(level, march, "2027-04-15", "eligible until 2027-09-30 then not-eligible");
    expect(above, march, "2027-07-01", "eligible until 2027-09-30 then not-eligible");
    level->requires->child_count--; // the third lets nobody stay
    level->eve_count--;
    expect(level, march, "2027-05-01", "eligible until 2027-06-30 then not-eligible");
}

static void test_unknown_on_the_eve(void **state) {
    (void)state;
    struct wm_level *level = deckhand("2028-03-31");
    struct wm_criterion **children = (struct wm_criterion **)level->requires->children;
    children[0] = dated(build_fixed(build, WM_VERDICT_UNKNOWN), NULL, "2027-03-31");
    struct wm_level *above = level_of("above", build_meets(build, level), level);
    const struct wm_portfolio *march = build_portfolio(build, lines_in_march, 1);
    expect(level, march, "2027-06-01",
           "indeterminate until 2028-03-31 then not-eligible grandfathered:2027-04-01:parameter-not-set:how-many");
    expect(above, march, "2027-06-01",
           "indeterminate until 2028-03-31 then not-eligible "
           "deckhand/grandfathered:2027-04-01:parameter-not-set:how-many");
}

static void test_awards_and_meets(void **state) {
    (void)state;
    static const struct fact awarded[] = {
        {.kind = WM_KIND_AWARD, .subject = "frame/deckhand", .on = "2027-01-01", .until = "2027-06-30"}};
    struct wm_level *level = deckhand("2027-05-31");
    struct wm_level *above = level_of("above", build_meets(build, level), level);
    const struct wm_portfolio *march = build_portfolio(build, lines_in_march, 1);
    expect(above, build_portfolio(build, awarded, 1), "2027-02-01", "eligible until 2027-06-30 then not-eligible");
    expect(level, build_portfolio(build, awarded, 1), "2027-04-01", "not-eligible for ever trained:sea");
    expect(above, march, "2027-06-01", "not-eligible for ever deckhand/trained:sea");
    expect(above, march, "2027-05-31", "eligible until 2027-05-31 then not-eligible");
}

static void test_desires_of_the_day(void **state) {
    (void)state;
    struct wm_level *level = deckhand("2028-03-31");
    struct wm_criterion *desires[] = {dated(build_fixed(build, WM_VERDICT_MET), NULL, "2027-03-31"),
                                      dated(build_fixed(build, WM_VERDICT_UNMET), "2027-04-01", NULL),
                                      build_fixed(build, WM_VERDICT_MET)};
    level->desires = desires;
    level->desire_count = 3;
    const struct wm_portfolio *march = build_portfolio(build, lines_in_march, 1);
    struct wm_decision before = build_decide(build, level, march, "2027-03-31");
    struct wm_decision after = build_decide(build, level, march, "2027-04-01");
    assert_int_equal(before.desired_count, 2);
    assert_ptr_equal(before.desired[0].criterion, desires[0]);
    assert_ptr_equal(before.desired[1].criterion, desires[2]);
    assert_int_equal(after.desired_count, 2);
    assert_ptr_equal(after.desired[0].criterion, desires[1]);
    assert_string_not_equal(before.id, after.id);
}

static void test_the_tree(void **state) {
    (void)state;
    const struct wm_level *level = deckhand("2028-03-31");
    struct wm_decision decision = build_decide(build, level, build_portfolio(build, lines_in_march, 1), "2027-04-01");
    struct wm_buffer text;
    wm_buffer_init(&text, 100000);
    wm_write_tree(&text, decision.tree);
    assert_string_equal(text.data,
                        "{\"verb\":\"editions\",\"says\":\"it is so\",\"verdict\":\"met\",\"children\":["
                        "{\"verb\":\"trained\",\"id\":\"trained:sea\",\"says\":\"it is so\",\"verdict\":\"unmet\","
                        "\"in_force\":{\"from\":\"2027-04-01\"},\"found\":[],\"refused\":[]},"
                        "{\"verb\":\"grandfathered\",\"id\":\"grandfathered:2027-04-01\",\"says\":\"it is so\","
                        "\"verdict\":\"met\",\"in_force\":{\"from\":\"2027-04-01\",\"until\":\"2028-03-31\"}}]}");
    wm_buffer_clear(&text);
}

static enum wm_status decide_and_clear(void *context, struct wm_error *error) {
    struct wm_arena arena;
    struct wm_decision decision;
    wm_arena_init(&arena, (size_t)1 << 20);
    enum wm_status status = wm_decide(context, &arena, &decision, error);
    wm_arena_clear(&arena);
    return status;
}

static void test_each_allocation_may_fail(void **state) {
    (void)state;
    struct wm_level *level = deckhand("2028-03-31");
    struct wm_criterion **children = (struct wm_criterion **)level->requires->children;
    children[0] = dated(build_fixed(build, WM_VERDICT_UNKNOWN), NULL, "2027-03-31");
    struct wm_question question = build_question(build, level, build_portfolio(build, lines_in_march, 1), "2027-06-01");
    wm_test_each_allocation(decide_and_clear, &question);
    struct wm_arena small; // the arena's own limit is the same as no memory
    bool enough = false;
    for (size_t maximum = 0; maximum < 60000 && !enough; maximum += 100) {
        struct wm_error error = {0};
        struct wm_decision decision;
        wm_arena_init(&small, maximum);
        enum wm_status status = wm_decide(&question, &small, &decision, &error);
        enough = status == WM_OK;
        assert_true(enough || status == WM_NO_MEMORY);
        wm_arena_clear(&small);
    }
    assert_true(enough);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(TEST(test_the_switch), TEST(test_not_in_force), TEST(test_who_stays), TEST(test_the_eve_is_what_counts),
             TEST(test_one_after_another), TEST(test_unknown_on_the_eve), TEST(test_awards_and_meets),
             TEST(test_desires_of_the_day), TEST(test_the_tree), TEST(test_each_allocation_may_fail))
