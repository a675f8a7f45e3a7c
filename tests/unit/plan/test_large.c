// SPDX-License-Identifier: MIT
// Somebody with very many records, and days on which much changes: the work has a bound, and the answer says when it was
// reached.
#include "tests/unit/plan/plans.h"

enum { RECORDS = 20000, COURSES = 24 };

// Courses that lapse one after the other while the time in post goes on.
static void write_pack(struct wm_buffer *pack) {
    wm_buffer_text(pack, BEGIN "experience \"work\" { title = \"W\" }\n");
    for (int i = 0; i < COURSES; i++)
        wm_buffer_printf(pack, "course \"c%d\" { title = \"C\", cost = %d, hours = 1, valid = months(%d) }\n", i, i + 1,
                         3 + i);
    wm_buffer_text(pack, "level \"entry\" { title = \"E\", requires = { experienced { \"work\", at_least = years(3) }");
    for (int i = 0; i < COURSES; i++)
        wm_buffer_printf(pack, ", any { trained \"c%d\", trained \"c%d\" }", i, (i + 1) % COURSES);
    wm_buffer_text(pack, " } }\n");
}

static void test_bounded(void **state) {
    (void)state;
    static struct plans plans;
    static struct plan_fact facts[RECORDS];
    static char days[400][11], courses[COURSES][16];
    struct wm_buffer pack;
    wm_buffer_init(&pack, 1 << 16);
    write_pack(&pack);
    for (int i = 0; i < 400; i++)
        wm_day_format(plans_day("2024-11-27") + i, days[i]);
    for (int i = 0; i < COURSES; i++)
        snprintf(courses[i], sizeof courses[i], "c%d", i);
    for (int i = 0; i < RECORDS; i++)
        facts[i] = (struct plan_fact){
            .kind = WM_KIND_TRAINING, .subject = courses[i % COURSES], .on = days[i % 400], .outcome = "completed"};
    plans_init(&plans, pack.data, facts, RECORDS);
    plans_make(&plans);
    assert_true(plans.plan.possible || !plans.plan.exact);
    plans_free(&plans);
    plans_init(&plans, pack.data, facts, 100); // the same with fewer is looked at completely
    plans_make(&plans);
    assert_true(plans.plan.possible && plans.plan.exact);
    assert_true(plans_hold(&plans, facts, 100));
    plans_free(&plans);
    wm_buffer_clear(&pack);
}

WM_TEST_MAIN(cmocka_unit_test(test_bounded))
