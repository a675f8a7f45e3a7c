// SPDX-License-Identifier: MIT
// Each allocation of a plan fails once: no memory is an error, and nothing is held.
#include "tests/unit/plan/plans.h"

#define EVERYTHING                                                                                                     \
    BEGIN "competency \"knead\" { title = \"K\" }\n"                                                                   \
          "course \"k\" { title = \"K\", cost = 40, hours = 6, valid = months(3), teaches = \"knead\" }\n"             \
          "course \"a\" { title = \"A\", cost = 10, hours = 2, after = \"k\" }\n"                                      \
          "role \"job\" { title = \"J\" }\n"                                                                           \
          "supervision \"talk\" { title = \"T\" }\n"                                                                   \
          "level \"low\" { title = \"L\", requires = trained \"k\" }\n"                                                \
          "level \"entry\" { title = \"E\", requires = { holds \"low\", assessed { \"knead\", at_least = 2 },\n"       \
          "  any { trained \"a\", none { trained \"k\" } }, in_role { \"job\", at_least = months(4) },\n"              \
          "  supervised { \"talk\", every = months(1), over = months(2), in_role = \"job\" } } }\n"

static enum wm_status make(void *context, struct wm_error *error) {
    struct plans *plans = context;
    struct wm_arena arena;
    wm_arena_init(&arena, (size_t)64 << 20);
    enum wm_status status = wm_plan(&plans->question, &plans->wish, &arena, &plans->plan, error);
    wm_arena_clear(&arena);
    return status;
}

static void test_memory_that_runs_out(void **state) {
    (void)state;
    static struct plans plans;
    struct wm_error error;
    plans_init(&plans, EVERYTHING, NULL, 0);
    plans.wish.hours_per_week = WM_NUMBER_ONE;
    wm_test_some_allocations(make, &plans, 7);
    wm_test_ok(make(&plans, &error), &error);
    assert_true(plans.plan.possible);
    plans.wish.by = plans.question.as_of; // what is in the way takes memory, too
    wm_test_some_allocations(make, &plans, 7);
    plans_free(&plans);
}

WM_TEST_MAIN(cmocka_unit_test(test_memory_that_runs_out))
