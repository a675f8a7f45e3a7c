// SPDX-License-Identifier: MIT
// One generated case, built by the engine, and its evaluator asked on any day: what tests of laws begin with.
#pragma once

#include "engine/author/meeting.h"
#include "tests/property/engine.h"
#include "tests/property/reference.h"
#include "tests/support/test.h"

enum { SEED = 3 };

struct world { // one generated case, built
    struct reference reference;
    struct wm_ruleset *ruleset;
    struct wm_portfolio *portfolio;
    struct wm_arena arena;
    uint64_t chance;
};

static inline void world_open(struct world *world) {
    *world = (struct world){.chance = 1};
    assert_true(reference_open(&world->reference));
    wm_arena_init(&world->arena, (size_t)64 << 20);
}

static inline void world_unload(struct world *world) {
    wm_ruleset_unref(world->ruleset);
    wm_portfolio_unref(world->portfolio);
    world->ruleset = NULL;
    world->portfolio = NULL;
}

static inline void world_close(struct world *world) {
    world_unload(world);
    reference_close(&world->reference);
    wm_arena_clear(&world->arena);
}

static inline void world_build(struct world *world) {
    struct wm_error error;
    world_unload(world);
    wm_test_ok(engine_rules(&world->reference.made, &world->ruleset, &error), &error);
    wm_test_ok(engine_portfolio(&world->reference.made, &world->portfolio, &error), &error);
    wm_require(world->ruleset != NULL && world->portfolio != NULL);
}

static inline void world_make(struct world *world, int number, bool monotone) {
    assert_true(reference_make(&world->reference, SEED, number, monotone));
    world_build(world);
}

static inline uint32_t below(struct world *world, uint32_t bound) {
    world->chance = world->chance * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(world->chance >> 33) % bound;
}

// A day in the middle of the case.
static inline wm_day some_day(struct world *world) {
    return world->reference.made.last - 100 - (wm_day)below(world, 120);
}

static inline struct wm_decision decide(struct world *world, const struct wm_level *level, wm_day day) {
    struct wm_error error;
    struct wm_decision decision;
    struct wm_question question = engine_question(world->ruleset, world->portfolio, level, day);
    wm_test_ok(wm_decide(&question, &world->arena, &decision, &error), &error);
    return decision;
}

static inline enum wm_verdict verdict_on(struct world *world, const struct wm_level *level, wm_day day,
                                         wm_day *ret_next) {
    struct wm_error error;
    const struct wm_portfolio *portfolio = NULL;
    wm_test_ok(wm_recognise(world->ruleset, world->portfolio, &world->arena, &portfolio, &error), &error);
    return wm_decide_verdict(level, portfolio, day, ret_next);
}

static inline enum wm_outcome outcome_on(struct world *world, const struct wm_level *level, wm_day day) {
    wm_day next;
    switch (verdict_on(world, level, day, &next)) {
    case WM_VERDICT_MET: return WM_OUTCOME_ELIGIBLE;
    case WM_VERDICT_UNMET: return WM_OUTCOME_NOT_ELIGIBLE;
    default: return WM_OUTCOME_INDETERMINATE;
    }
}

// Somebody who met the level once: its records earlier by some days, some of them ending, some missing.
static inline void world_somebody(struct world *world, const struct wm_level *level, wm_day day) {
    struct wm_error error;
    struct wm_meeting meeting;
    struct wm_portfolio_builder *builder;
    int64_t seq = 0;
    wm_portfolio_unref(world->portfolio);
    world->portfolio = NULL;
    wm_test_ok(wm_meeting_make(&world->arena, level, day, NULL, &meeting, &error), &error);
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (const struct wm_least_record *one = meeting.least.first; one != NULL; one = one->next) {
        struct wm_record record = one->record;
        bool lasts = below(world, 3) > 0;
        record.on -= (wm_day)below(world, 120);
        if (record.until == WM_DAY_NONE && !lasts && record.kind != WM_KIND_SUPERVISION)
            record.until = day + (wm_day)below(world, 500);
        if (below(world, 60) == 0)
            continue;
        if (record.kind == WM_KIND_AWARD)
            wm_test_ok(wm_portfolio_builder_award(builder, ++seq, record.subject.data, record.subject.length, record.on,
                                                  record.until, &error),
                       &error);
        else
            wm_test_ok(wm_portfolio_builder_add(builder, ++seq, &record, &error), &error);
    }
    wm_test_ok(wm_portfolio_builder_finish(builder, &world->portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
}
