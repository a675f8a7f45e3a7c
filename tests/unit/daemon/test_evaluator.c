// SPDX-License-Identifier: MIT
// labels: threads
// The threads on which predicates run: each with its own states, for more rulesets than it keeps states of.
#include "tests/unit/daemon/questions.h"

enum { RULESETS = 20, QUESTIONS = 100 };

static void test_many_rulesets(void **state) {
    (void)state;
    static struct question questions[QUESTIONS];
    struct wm_ruleset *rulesets[RULESETS];
    uv_loop_t loop;
    loop_open(&loop);
    somebody = nobody();
    for (int i = 0; i < RULESETS; i++)
        rulesets[i] = build(i);
    struct wm_evaluators_form form = questions_form();
    form.threads = 3;
    form.capacity = QUESTIONS;
    struct wm_evaluators *evaluators = start(&loop, &form);
    for (int i = 0; i < QUESTIONS; i++) {
        prepare(&questions[i], rulesets[i * 7 % RULESETS], i * 7 % RULESETS);
        submit(evaluators, &questions[i]);
    }
    for (int i = 0; i < QUESTIONS; i++)
        loop_until(&loop, questions[i].done);
    for (int i = 0; i < QUESTIONS; i++) {
        check(&questions[i]);
        forget(&questions[i]);
    }
    for (int i = 0; i < RULESETS; i++)
        wm_ruleset_unref(rulesets[i]);
    wm_evaluators_stop(evaluators);
    loop_close(&loop);
    wm_portfolio_unref(somebody);
}

static void test_full_and_stopping(void **state) {
    (void)state;
    struct question questions[3];
    struct gate gate;
    struct wm_error error;
    uv_loop_t loop;
    loop_open(&loop);
    gate_make(&gate);
    somebody = nobody();
    struct wm_ruleset *ruleset = build(5);
    struct wm_evaluators_form form = questions_form();
    form.capacity = 1;
    struct wm_evaluators *evaluators = start(&loop, &form);
    for (int i = 0; i < 3; i++)
        prepare(&questions[i], ruleset, 5);
    questions[0].gate = &gate;
    submit(evaluators, &questions[0]);
    gate_reached(&gate);
    submit(evaluators, &questions[1]);
    assert_int_equal(wm_evaluators_waiting(evaluators), 1);
    wm_test_fails(wm_evaluators_submit(evaluators, &questions[2].evaluation, &error), &error, WM_BUSY, "queue-full");
    questions[1].opens = &gate;
    wm_evaluators_stop(evaluators); // what is under way is answered, and what waits is told so
    check(&questions[0]);
    busy(&questions[1], "stopping");
    assert_false(questions[2].done);
    for (int i = 0; i < 3; i++)
        forget(&questions[i]);
    loop_close(&loop);
    gate_remove(&gate);
    wm_ruleset_unref(ruleset);
    wm_portfolio_unref(somebody);
}

static void test_deadline(void **state) {
    (void)state;
    struct question question;
    uv_loop_t loop;
    loop_open(&loop);
    somebody = nobody();
    struct wm_ruleset *ruleset = build(1);
    struct wm_evaluators_form form = questions_form();
    form.time = 0;
    struct wm_evaluators *evaluators = start(&loop, &form);
    prepare(&question, ruleset, 1);
    submit(evaluators, &question);
    loop_until(&loop, question.done);
    busy(&question, "deadline");
    // There was no time for any predicate: none is to blame.
    struct wm_tally_figures figures = wm_tally_figures(wm_evaluators_tally(evaluators, ruleset), 0);
    assert_int_equal(figures.calls + wm_tally_late(&figures), 0);
    forget(&question);
    wm_evaluators_stop(evaluators);
    loop_close(&loop);
    wm_ruleset_unref(ruleset);
    wm_portfolio_unref(somebody);
}

static enum wm_status start_and_ask(void *context, struct wm_error *error) {
    uv_loop_t loop;
    struct question question;
    struct wm_evaluators *evaluators = NULL;
    prepare(&question, context, 3);
    loop_open(&loop);
    struct wm_evaluators_form form = questions_form();
    enum wm_status status = wm_evaluators_start(&loop, &form, &evaluators, error);
    if (status == WM_OK)
        status = wm_evaluators_submit(evaluators, &question.evaluation, error);
    if (status == WM_OK) {
        loop_until(&loop, question.done);
        status = question.status;
        if (status == WM_OK)
            check(&question);
        else
            *error = question.error;
    }
    wm_evaluators_stop(evaluators);
    forget(&question);
    loop_close(&loop);
    return status;
}

static void test_allocations(void **state) {
    (void)state;
    somebody = nobody();
    struct wm_ruleset *ruleset = build(3);
    wm_test_each_allocation(start_and_ask, ruleset);
    wm_ruleset_unref(ruleset);
    wm_portfolio_unref(somebody);
}

WM_TEST_MAIN(cmocka_unit_test(test_many_rulesets), cmocka_unit_test(test_full_and_stopping),
             cmocka_unit_test(test_deadline), cmocka_unit_test(test_allocations))
