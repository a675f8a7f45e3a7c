// SPDX-License-Identifier: MIT
// labels: threads
// The threads on which predicates run: each with its own states, for more rulesets than it keeps states of.
#include "tests/unit/daemon/questions.h"

#include <sched.h>

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

// --- what is counted ---

static const char two_predicates[] =
    "p = custom { id = 'p', says = 's', function () return true, 'number 1' end }\n"
    "slow = custom { id = 'slow', says = 's', function () for i = 1, 100000 do end return true end }";

static const struct wm_predicate *predicate_of(const struct wm_ruleset *ruleset, const char *level) {
    return wm_ruleset_level(ruleset, level, strlen(level))->requires->predicate;
}

// Both in turn, until the time is over.
static enum wm_status run_for_ever(struct wm_evaluation *evaluation, const struct wm_predicate_runner *runner,
                                   struct wm_error *error) {
    struct question *question = (struct question *)evaluation;
    enum wm_status status = WM_OK;
    for (int turn = 0; status == WM_OK; turn++)
        status = runner->ask(runner->context, predicate_of(evaluation->ruleset, turn % 2 == 0 ? "f/zero" : "f/one"),
                             somebody, 20000, &question->answer, error);
    return status;
}

static void test_who_is_to_blame(void **state) {
    (void)state;
    struct question question;
    uv_loop_t loop;
    loop_open(&loop);
    somebody = nobody();
    struct wm_ruleset *ruleset = build_text(two_predicates, "level 'zero' { title = 'Zero', requires = slow }");
    struct wm_evaluators_form form = questions_form();
    form.time = 100;
    form.clock = NULL;
    struct wm_evaluators *evaluators = start(&loop, &form);
    struct wm_tally *tally = wm_evaluators_tally(evaluators, ruleset);
    size_t quick = wm_tally_find(tally, predicate_of(ruleset, "f/one"));
    size_t slow = wm_tally_find(tally, predicate_of(ruleset, "f/zero"));
    while (!wm_tally_figures(tally, slow).suspended) { // where processors are short it may not be its fault at once
        prepare(&question, ruleset, 1);
        question.evaluation.run = run_for_ever;
        submit(evaluators, &question);
        loop_until(&loop, question.done);
        busy(&question, "deadline");
        forget(&question);
    }
    prepare(&question, ruleset, 1);
    question.evaluation.run = run_for_ever;
    submit(evaluators, &question);
    loop_until(&loop, question.done);
    busy(&question, "suspended");
    forget(&question);
    assert_int_equal(wm_tally_figures(tally, slow).failures[WM_TALLY_DEADLINE], 2);
    assert_int_equal(wm_tally_figures(tally, quick).failures[WM_TALLY_DEADLINE], 0);
    prepare(&question, ruleset, 1);
    submit(evaluators, &question);
    loop_until(&loop, question.done);
    check(&question); // the other one is asked as ever
    forget(&question);
    wm_evaluators_stop(evaluators);
    loop_close(&loop);
    wm_ruleset_unref(ruleset);
    wm_portfolio_unref(somebody);
}

static void test_calls_are_counted(void **state) {
    (void)state;
    struct question question;
    uv_loop_t loop;
    loop_open(&loop);
    somebody = nobody();
    struct wm_ruleset *ruleset =
        build_text("p = custom { id = 'p', says = 's', function () return true .. 1 end }", "");
    for (int verify = 0; verify < 2; verify++) {
        struct wm_evaluators_form form = questions_form();
        form.verify = verify;
        struct wm_evaluators *evaluators = start(&loop, &form);
        for (int i = 0; i < 3; i++) {
            prepare(&question, ruleset, 1);
            submit(evaluators, &question);
            loop_until(&loop, question.done);
            assert_int_equal(question.status, WM_OK);
            assert_int_equal(question.answer.verdict, WM_VERDICT_UNKNOWN);
            forget(&question);
        }
        struct wm_tally_figures figures = wm_tally_figures(wm_evaluators_tally(evaluators, ruleset), 0);
        assert_int_equal(figures.calls, 3); // also when each is asked twice
        assert_int_equal(figures.failures[WM_TALLY_ERROR], 3);
        assert_int_equal(figures.fuel, 3 * question.answer.fuel);
        assert_true(figures.bytes > 0 && figures.slowest > 0);
        wm_evaluators_stop(evaluators);
    }
    loop_close(&loop);
    wm_ruleset_unref(ruleset);
    wm_portfolio_unref(somebody);
}

// What threads keep of rules that are not at work any more goes with them, though they have nothing to do.
static void test_states_go_with_their_rules(void **state) {
    (void)state;
    uv_loop_t loop;
    struct question question;
    loop_open(&loop);
    somebody = nobody();
    struct wm_ruleset *stays = build(1);
    struct wm_evaluators_form form = questions_form();
    struct wm_evaluators *evaluators = start(&loop, &form);
    prepare(&question, stays, 1);
    submit(evaluators, &question);
    loop_until(&loop, question.done);
    forget(&question);
    for (int i = 0; i < 3; i++) {
        struct wm_memory_count before = wm_memory_count();
        struct wm_ruleset *goes = build(1);
        prepare(&question, goes, 1);
        submit(evaluators, &question);
        loop_until(&loop, question.done);
        check(&question);
        forget(&question);
        wm_evaluators_tidy(evaluators);
        assert_true(wm_memory_count().blocks > before.blocks);
        wm_ruleset_unref(goes);
        wm_evaluators_tidy(evaluators);
        while (wm_memory_count().blocks != before.blocks || wm_memory_count().bytes != before.bytes)
            sched_yield();
    }
    wm_evaluators_stop(evaluators);
    loop_close(&loop);
    wm_ruleset_unref(stays);
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
             cmocka_unit_test(test_deadline), cmocka_unit_test(test_who_is_to_blame),
             cmocka_unit_test(test_calls_are_counted), cmocka_unit_test(test_states_go_with_their_rules),
             cmocka_unit_test(test_allocations))
