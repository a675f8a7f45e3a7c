// SPDX-License-Identifier: MIT
// Levels with a custom predicate in their tree: what it says is asked, and no action can change it.
#include "tests/unit/plan/plans.h"

struct oracle { // met from a day on
    struct wm_predicate_runner runner;
    wm_day from;
    enum wm_status status;
    int asked;
};

static enum wm_status answer(void *context, const struct wm_predicate *predicate, const struct wm_portfolio *portfolio,
                             wm_day day, struct wm_predicate_answer *ret_answer, struct wm_error *error) {
    struct oracle *oracle = context;
    (void)predicate;
    (void)portfolio;
    oracle->asked++;
    if (oracle->status != WM_OK)
        return wm_error_set(error, oracle->status, "deadline", "it is late");
    *ret_answer = (struct wm_predicate_answer){.verdict = day >= oracle->from ? WM_VERDICT_MET : WM_VERDICT_UNMET,
                                               .next = day < oracle->from ? oracle->from : WM_DAY_NEVER};
    return WM_OK;
}

static enum wm_status plan(struct plans *plans, const char *requires, struct oracle *oracle, struct wm_error *error) {
    static char levels[300];
    snprintf(levels, sizeof levels,
             "course \"a\" { title = \"A\", cost = 3, hours = 1 }\n"
             "level \"entry\" { title = \"E\", requires = %s }\n",
             requires);
    rules_framework(&plans->rules, BEGIN);
    rules_add(&plans->rules, "frameworks/f/a.lua",
              "said = custom { id = \"said\", says = \"somebody says so\", function () return true end }\n");
    rules_add(&plans->rules, "frameworks/f/b.lua", levels);
    plans_init_rules(plans, NULL, 0);
    oracle->runner = (struct wm_predicate_runner){.context = oracle, .ask = answer};
    plans->question.runner = &oracle->runner;
    enum wm_status status = wm_plan(&plans->question, &plans->wish, &plans->arena, &plans->plan, error);
    if (status == WM_OK)
        plans_tell(plans);
    return status;
}

static void expect_told(const char *requires, wm_day from, const char *told) {
    static struct plans plans;
    struct oracle oracle = {.from = from, .status = WM_OK};
    struct wm_error error;
    wm_test_ok(plan(&plans, requires, &oracle, &error), &error);
    assert_true(oracle.asked > 0);
    assert_string_equal(plans.text, told);
    plans_free(&plans);
}

static void test_it_says_yes(void **state) {
    (void)state;
    expect_told("{ said, trained \"a\" }", 0,
                "possible on 2026-01-01 cost 3 hours 1\n"
                "1 take-course a 2026-01-01..2026-01-01 cost 3 hours 1 for entry/trained:a\n");
}

static void test_it_says_no(void **state) {
    (void)state;
    expect_told("{ said, trained \"a\" }", WM_DAY_NEVER, "not possible\ncustom custom:said\n");
    expect_told("any { said, trained \"a\" }", WM_DAY_NEVER,
                "possible on 2026-01-01 cost 3 hours 1\n"
                "1 take-course a 2026-01-01..2026-01-01 cost 3 hours 1 for entry/trained:a\n");
}

static void test_it_will_say_yes(void **state) {
    (void)state;
    expect_told("{ said, trained \"a\" }", plans_day("2026-03-01"),
                "possible on 2026-03-01 cost 3 hours 1\n"
                "1 take-course a 2026-01-01..2026-01-01 cost 3 hours 1 for entry/trained:a\n"
                "2 wait custom:said 2026-03-01 for entry/custom:said\n");
}

static void test_it_is_late(void **state) {
    (void)state;
    static struct plans plans;
    struct oracle oracle = {.status = WM_BUSY};
    struct wm_error error;
    wm_test_fails(plan(&plans, "said", &oracle, &error), &error, WM_BUSY, "deadline");
    plans_free(&plans);
}

WM_TEST_MAIN(cmocka_unit_test(test_it_says_yes), cmocka_unit_test(test_it_says_no),
             cmocka_unit_test(test_it_will_say_yes), cmocka_unit_test(test_it_is_late))
