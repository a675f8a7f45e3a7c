// SPDX-License-Identifier: MIT
// What it would take, beside a standing: of levels that are near, and nothing of what cannot be planned.
#include "engine/plan/near.h"

#include "tests/unit/plan/plans.h"

#define PACK                                                                                                           \
    BEGIN "course \"a\" { title = \"A\", cost = 3, hours = 1 }\ncourse \"b\" { title = \"B\" }\n"                      \
          "course \"c\" { title = \"C\" }\ncourse \"d\" { title = \"D\" }\n"                                           \
          "level \"entry\" { title = \"E\", requires = trained \"a\" }\n"                                              \
          "level \"upper\" { title = \"U\", requires = { meets \"entry\", trained \"b\" } }\n"                         \
          "level \"far\" { title = \"F\", requires = trained { \"a\", \"b\", \"c\", \"d\" } }\n"                       \
          "level \"never\" { title = \"N\", requires = none { related \"r\" } }\nrelation \"r\" { title = \"R\" }\n"

// "entry 1 3 2026-01-01; …"
static const char *near_of(struct plans *plans) {
    struct wm_standing standing;
    struct wm_error error;
    char day[11];
    wm_test_ok(wm_standing(&plans->question, NULL, 90, &plans->arena, &standing, &error), &error);
    wm_test_ok(wm_plan_near(&plans->question, &plans->arena, &standing, &error), &error);
    plans->text[0] = '\0';
    for (uint32_t i = 0; i < standing.count; i++) {
        const struct wm_standing_plan *plan = &standing.plans[i];
        if (!plan->possible)
            continue;
        wm_day_format(plan->finish, day);
        plans_append(plans, "%s", standing.levels[i].level->id);
        plans_append_number(plans, "", plan->hours);
        plans_append_number(plans, "", plan->cost);
        plans_append(plans, " %u %u %s; ", plan->untimed, plan->unpriced, day);
    }
    return plans->text;
}

static void test_what_is_near(void **state) {
    (void)state;
    static struct plans plans;
    static const struct plan_fact related[] = {
        {.kind = WM_KIND_RELATION, .subject = "r", .on = "2025-01-01", .by = "x"}};
    plans_init(&plans, PACK, related, 1);
    // What is far is not planned; what nobody can reach has no plan.
    assert_string_equal(near_of(&plans), "entry  1  3 0 0 2026-01-01; upper  1  3 1 1 2026-01-01; ");
    plans_free(&plans);
}

static enum wm_status answer(void *context, const struct wm_predicate *predicate, const struct wm_portfolio *portfolio,
                             wm_day day, struct wm_predicate_answer *ret_answer, struct wm_error *error) {
    int *left = context;
    (void)predicate, (void)portfolio, (void)day;
    if (--*left < 0)
        return wm_error_set(error, WM_BUSY, "deadline", "it is late");
    *ret_answer = (struct wm_predicate_answer){.verdict = WM_VERDICT_MET, .next = WM_DAY_NEVER};
    return WM_OK;
}

// A standing is not less for a plan that nobody had the time for; and nobody goes on asking.
static void test_too_late_for_plans(void **state) {
    (void)state;
    static struct plans plans;
    int left = 1;
    struct wm_predicate_runner runner = {&left, answer};
    rules_framework(&plans.rules, BEGIN);
    rules_add(&plans.rules, "frameworks/f/a.lua",
              "said = custom { id = \"said\", says = \"somebody says so\", function () return true end }\n");
    rules_add(&plans.rules, "frameworks/f/b.lua",
              "course \"a\" { title = \"A\" }\n"
              "level \"entry\" { title = \"E\", requires = { said, trained \"a\" } }\n"
              "level \"other\" { title = \"O\", requires = trained \"a\" }\n");
    plans_init_rules(&plans, NULL, 0);
    plans.question.runner = &runner;
    assert_string_equal(near_of(&plans), "");
    assert_int_equal(left, -1);
    plans_free(&plans);
}

static enum wm_status plan_and_clear(void *context, struct wm_error *error) {
    const struct plans *plans = context;
    struct wm_standing standing;
    struct wm_arena arena;
    wm_arena_init(&arena, (size_t)1 << 20);
    enum wm_status status = wm_standing(&plans->question, NULL, 90, &arena, &standing, error);
    if (status == WM_OK)
        status = wm_plan_near(&plans->question, &arena, &standing, error);
    wm_arena_clear(&arena);
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    static struct plans plans;
    plans_init(&plans, PACK, NULL, 0);
    wm_test_each_allocation(plan_and_clear, &plans);
    plans_free(&plans);
}

WM_TEST_MAIN(cmocka_unit_test(test_what_is_near), cmocka_unit_test(test_too_late_for_plans),
             cmocka_unit_test(test_no_memory))
