// SPDX-License-Identifier: MIT
// Plans for rules in which every verb stands in every combination, and people who nearly meet them: what a plan says holds once it
// is recorded; where there is none it says why; whoever is eligible has nothing to do.
#include "engine/plan/plan.h"
#include "tests/property/plan_holds.h"
#include "tests/property/world.h"

#include <stdio.h>

enum { CASES = 400 };

struct tally {
    int plans, possible, inexact, longest;
};

static void check(struct world *world, int number, const struct wm_level *level, struct tally *tally) {
    struct wm_error error;
    struct wm_plan plan;
    wm_day day = some_day(world);
    struct wm_question question = engine_question(world->ruleset, world->portfolio, level, day);
    struct wm_plan_wish wish = {.levels = {level}, .level_count = 1, .by = WM_DAY_NONE};
    bool eligible = decide(world, level, day).outcome == WM_OUTCOME_ELIGIBLE;
    wish.hours_per_week = below(world, 3) == 0 ? 2 * WM_NUMBER_ONE : 0;
    int64_t began = wm_processor_time();
    wm_test_ok(wm_plan(&question, &wish, &world->arena, &plan, &error), &error);
    int took = (int)((wm_processor_time() - began) / 1000000);
    tally->longest = took > tally->longest ? took : tally->longest;
    tally->plans++;
    tally->possible += plan.possible ? 1 : 0;
    tally->inexact += plan.exact ? 0 : 1;
    if (plan.possible && !plan_holds(&question, &plan, &world->arena))
        fail_msg("case %d, %s as of day %d: it does not hold when it is recorded", number, level->full, day);
    if (!plan.possible && plan.blocked_count == 0)
        fail_msg("case %d, %s: nothing is in the way", number, level->full);
    if (eligible && (!plan.possible || plan.action_count > 0))
        fail_msg("case %d, %s as of day %d: there is nothing to do", number, level->full, day);
}

static void what_plans_say_holds(void **state) {
    (void)state;
    struct world world;
    struct tally tally = {.plans = 0};
    world_open(&world);
    for (int number = 1; number <= CASES; number++) {
        world_make(&world, number, false);
        for (uint32_t i = 0; i < world.ruleset->level_count; i++) {
            wm_arena_reset(&world.arena);
            check(&world, number, world.ruleset->levels[i], &tally);
        }
    }
    world_close(&world);
    printf("%d plans, %d possible, %d inexact, the longest took %d ms\n", tally.plans, tally.possible, tally.inexact,
           tally.longest);
    assert_true(tally.possible * 4 > tally.plans);
    assert_true(tally.possible < tally.plans);
}

WM_TEST_MAIN(cmocka_unit_test(what_plans_say_holds))
