// SPDX-License-Identifier: MIT
// The law of the horizon: the outcome is the same on every day from as_of to `until`, and another on the day after.
// Every day is judged on its own, and the days that the evaluator would have passed over are compared with it.
#include "tests/unit/decide/random_rules.h"

enum { CASES = 1500, DAYS = 420, DATES = 40 };

struct days {
    wm_day first;
    enum wm_verdict verdicts[DAYS];
};

static void fail_case(int number, const struct wm_criterion *criterion, wm_day day, const char *what) {
    struct wm_buffer text;
    char on[11];
    wm_buffer_init(&text, 100000);
    wm_criterion_write(&text, criterion);
    wm_day_format(day, on);
    print_error("case %d, %s: %s\n%s\n", number, on, what, text.data);
    wm_buffer_clear(&text);
    fail();
}

static void judge_days(struct days *days, const struct wm_level *level, const struct wm_portfolio *portfolio,
                       int number) {
    wm_day next = days->first;
    wm_day same_until = days->first;
    for (int i = 0; i < DAYS; i++) {
        wm_day day = days->first + i;
        days->verdicts[i] = wm_decide_verdict(level, portfolio, day, &next);
        if (next <= day)
            fail_case(number, level->requires, day, "the next day of change is not later");
        if (day < same_until && days->verdicts[i] != days->verdicts[i - 1])
            fail_case(number, level->requires, day, "changes before the next day of change that was given");
        same_until = day < same_until && same_until > next ? same_until : next;
    }
}

static void check_horizon(struct build *build, const struct days *days, const struct wm_level *level,
                          const struct wm_portfolio *portfolio, int number, int as_of) {
    struct wm_question question = build_question(build, level, portfolio, NULL);
    struct wm_error error = {0};
    struct wm_decision decision;
    question.as_of = days->first + as_of;
    wm_test_ok(wm_decide(&question, &build->answers, &decision, &error), &error);
    wm_day next;
    enum wm_outcome outcome = decision.outcome;
    int last = as_of;
    while (last + 1 < DAYS && days->verdicts[last + 1] == days->verdicts[as_of])
        last++;
    bool changes = last + 1 < DAYS;
    if (changes && decision.until != days->first + last)
        fail_case(number, level->requires, question.as_of, "`until` is not the last day");
    if (!changes && decision.until != WM_DAY_NONE && decision.until < days->first + last)
        fail_case(number, level->requires, question.as_of, "`until` is too early");
    if (decision.until != WM_DAY_NONE) {
        struct wm_decision later;
        (void)wm_decide_verdict(level, portfolio, decision.until + 1, &next);
        question.as_of = decision.until + 1;
        wm_test_ok(wm_decide(&question, &build->answers, &later, &error), &error);
        if (later.outcome != decision.changes_to || later.outcome == outcome)
            fail_case(number, level->requires, question.as_of, "`changes_to` is not what it changes to");
    }
    wm_arena_reset(&build->answers);
}

static void check_case(struct build *build, struct chance *chance, int number, uint32_t seen[3]) {
    static struct days days;
    struct wm_level level = {.id = "one", .full = "frame/one", .requires = random_tree(build, chance)};
    const struct wm_portfolio *portfolio = random_portfolio(build, chance, 5 + any_of(chance, 60));
    days.first = day_of("2024-06-01") + (wm_day)any_of(chance, 800);
    judge_days(&days, &level, portfolio, number);
    for (int as_of = 0; as_of < DAYS; as_of += 1 + (int)any_of(chance, DAYS / DATES * 2)) {
        seen[days.verdicts[as_of]]++;
        check_horizon(build, &days, &level, portfolio, number, as_of);
    }
}

static void test_until_is_exact(void **state) {
    (void)state;
    struct chance chance = {20260901};
    uint32_t seen[3] = {0};
    for (int number = 0; number < CASES; number++) {
        struct build *build = build_new();
        check_case(build, &chance, number, seen);
        build_free(build);
    }
    // The cases say something only if all three outcomes are common enough.
    assert_true(seen[WM_VERDICT_MET] > 1000 && seen[WM_VERDICT_UNMET] > 1000 && seen[WM_VERDICT_UNKNOWN] > 200);
}

WM_TEST_MAIN(cmocka_unit_test(test_until_is_exact))
