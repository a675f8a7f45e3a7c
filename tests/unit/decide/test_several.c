// SPDX-License-Identifier: MIT
// Several levels of one person at once: the same outcomes and days, and the same in the way, as deciding each by itself,
// in whatever order they are asked about.
#include "engine/decide/several.h"

#include "tests/unit/decide/random_rules.h"

enum { CASES = 500, LEVELS = 6, QUESTIONS = 14 };

struct tried {
    struct build *build;
    struct chance *chance;
    struct wm_several *several;
    struct wm_arena arena;
    uint32_t seen[3];
    uint32_t ending; // eligible ones that do not stay so
};

// Of two lower levels and something of its own, joined in any way.
static struct wm_criterion *random_requires(struct build *build, struct chance *chance, uint32_t lower) {
    static const enum wm_verb verbs[] = {WM_VERB_ALL,  WM_VERB_ALL,      WM_VERB_ANY,
                                         WM_VERB_NONE, WM_VERB_AT_LEAST, WM_VERB_WHEN};
    struct wm_criterion *own = random_tree(build, chance);
    if (lower == 0)
        return own;
    struct wm_criterion *meets = build_meets(build, build->levels[any_of(chance, lower)]);
    struct wm_criterion *other = build_meets(build, build->levels[any_of(chance, lower)]);
    struct wm_criterion *node = build_node(build, verbs[any_of(chance, COUNT(verbs))], meets, own, other, NULL);
    node->least = 1 + any_of(chance, 3);
    return node;
}

static void random_levels(struct build *build, struct chance *chance) {
    static const char *const names[LEVELS] = {"first", "second", "third", "fourth", "fifth", "gate"};
    for (uint32_t i = 0; i < LEVELS; i++) {
        struct wm_level *level = build_level(build, names[i], random_requires(build, chance, i));
        level->gate = i == LEVELS - 1;
    }
}

static struct wm_portfolio *random_person(struct build *build, struct chance *chance) {
    struct wm_error error = {0};
    struct wm_portfolio_builder *builder;
    uint32_t count = 10 + any_of(chance, 60), awards = any_of(chance, 3);
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (uint32_t i = 0; i < count; i++) {
        enum wm_kind kind = (enum wm_kind)(WM_KIND_ASSESSMENT + any_of(chance, WM_KIND_AWARD - WM_KIND_ASSESSMENT));
        struct wm_record record = random_record(chance, kind);
        wm_test_ok(wm_portfolio_builder_add(builder, (int64_t)i + 1, &record, &error), &error);
    }
    for (uint32_t i = 0; i < awards; i++) {
        const char *level = build->levels[any_of(chance, LEVELS - 1)]->full;
        wm_day on = day_of("2025-01-01") + (wm_day)any_of(chance, 700);
        wm_day until = one_in(chance, 2) ? on + (wm_day)any_of(chance, 400) : WM_DAY_NONE;
        wm_test_ok(
            wm_portfolio_builder_award(builder, (int64_t)(count + i) + 1, level, strlen(level), on, until, &error),
            &error);
    }
    struct wm_portfolio *portfolio;
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return build_keep(build, portfolio);
}

static void same_findings(const struct wm_finding *a, uint32_t a_count, const struct wm_finding *b, uint32_t b_count) {
    assert_int_equal(a_count, b_count);
    for (uint32_t i = 0; i < a_count; i++) {
        assert_ptr_equal(a[i].criterion, b[i].criterion);
        assert_string_equal(a[i].id, b[i].id);
    }
}

static void check_level(struct tried *tried, struct wm_question *question, const struct wm_level *level) {
    struct wm_error error = {0};
    struct wm_several_outcome outcome;
    struct wm_decision decision, blamed;
    question->level = level;
    wm_test_ok(wm_decide(question, &tried->build->answers, &decision, &error), &error);
    wm_test_ok(wm_several_judge(tried->several, level, &outcome, &error), &error);
    assert_int_equal(outcome.outcome, decision.outcome);
    assert_int_equal(outcome.until, outcome.outcome == WM_OUTCOME_ELIGIBLE ? decision.until : WM_DAY_NONE);
    wm_test_ok(wm_several_blame(tried->several, level, question->as_of, &blamed, &error), &error);
    assert_int_equal(blamed.outcome, decision.outcome);
    same_findings(blamed.unmet, blamed.unmet_count, decision.unmet, decision.unmet_count);
    same_findings(blamed.unknown, blamed.unknown_count, decision.unknown, decision.unknown_count);
    tried->seen[outcome.outcome]++;
    tried->ending += outcome.until != WM_DAY_NONE;
}

static void check_person(struct tried *tried) {
    struct wm_question question = build_question(tried->build, NULL, random_person(tried->build, tried->chance), NULL);
    question.explain = false;
    question.as_of = day_of("2025-06-01") + (wm_day)any_of(tried->chance, 500);
    wm_several_begin(tried->several, &question, &tried->arena);
    for (uint32_t i = 0; i < QUESTIONS; i++)
        check_level(tried, &question, tried->build->levels[any_of(tried->chance, LEVELS)]);
    wm_arena_reset(&tried->build->answers);
    wm_arena_reset(&tried->arena);
}

static void test_each_is_what_it_is_by_itself(void **state) {
    (void)state;
    struct chance chance = {20261126};
    struct wm_error error = {0};
    struct tried tried = {.chance = &chance};
    wm_arena_init(&tried.arena, (size_t)64 << 20);
    wm_test_ok(wm_several_new(&tried.several, &error), &error);
    for (int number = 0; number < CASES; number++) {
        tried.build = build_new();
        random_levels(tried.build, &chance);
        check_person(&tried);
        check_person(&tried);
        build_free(tried.build);
    }
    wm_several_free(tried.several);
    wm_arena_clear(&tried.arena);
    assert_true(tried.seen[WM_OUTCOME_NOT_ELIGIBLE] > 500 && tried.seen[WM_OUTCOME_ELIGIBLE] > 500 &&
                tried.seen[WM_OUTCOME_INDETERMINATE] > 200 && tried.ending > 200);
}

WM_TEST_MAIN(cmocka_unit_test(test_each_is_what_it_is_by_itself))
