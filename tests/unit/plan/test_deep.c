// SPDX-License-Identifier: MIT
// Levels that meet the one below them twice over: each is walked once, however many ways lead to it.
#include "tests/unit/plan/plans.h"

enum { LEVELS = 28 };

static void test_levels_that_meet_the_one_below_twice(void **state) {
    (void)state;
    static struct plans plans;
    struct wm_buffer pack;
    wm_buffer_init(&pack, 1 << 16);
    wm_buffer_text(&pack,
                   BEGIN "course \"a\" { title = \"A\", cost = 3, hours = 1 }\nitem \"badge\" { title = \"B\" }\n"
                         "level \"l0\" { title = \"L\", requires = any { trained \"a\", signed_off \"badge\" } }\n");
    for (int i = 1; i < LEVELS; i++)
        wm_buffer_printf(&pack,
                         "level \"l%d\" { title = \"L\", requires = any { meets \"l%d\", all { meets \"l%d\", "
                         "trained \"a\" }, none { meets \"l%d\" } } }\n",
                         i, i - 1, i - 1, i - 1);
    wm_buffer_printf(
        &pack,
        "level \"entry\" { title = \"E\", requires = { meets \"l%d\", when { meets \"l%d\", trained \"a\" }, "
        "trained \"a\" } }\n",
        LEVELS - 1, LEVELS - 1);
    plans_init(&plans, pack.data, NULL, 0);
    plans_make(&plans);
    assert_true(plans.plan.possible);
    assert_int_equal(plans.plan.cost, 3 * WM_NUMBER_ONE);
    assert_true(plans_hold(&plans, NULL, 0));
    plans_free(&plans);
    wm_buffer_clear(&pack);
}

WM_TEST_MAIN(cmocka_unit_test(test_levels_that_meet_the_one_below_twice))
