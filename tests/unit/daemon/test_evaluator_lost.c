// SPDX-License-Identifier: MIT
// labels: threads
// Evaluators' threads that do not come back: given up, replaced, survived by whatever they may still touch. They are held at
// gates, which are opened at the end, so that all is freed.
#include "engine/base/fault.h"

#include "tests/unit/daemon/questions.h"

#include <sched.h>

// Asks, and returns when the thread is held at the gate.
static void get_stuck(struct wm_evaluators *evaluators, struct question *question, struct wm_ruleset *ruleset,
                      struct gate *gate) {
    prepare(question, ruleset, 1);
    question->gate = gate;
    submit(evaluators, question);
    gate_reached(gate);
}

// When what the rules call things is known already: that is not freed.
static struct wm_memory_count count_memory(void) {
    wm_ruleset_unref(build(1));
    return wm_memory_count();
}

// Until the threads that were given up have ended, with all that was theirs.
static void all_is_freed(const struct wm_memory_count *before) {
    while (wm_memory_count().blocks != before->blocks || wm_memory_count().bytes != before->bytes)
        sched_yield();
}

static void test_given_up_and_replaced(void **state) {
    (void)state;
    struct question stuck, other;
    struct gate gate;
    uv_loop_t loop;
    struct wm_memory_count before = count_memory();
    struct wm_evaluators_form form = questions_form();
    wm_test_expect_log(WM_LOG_ERROR, 1);
    loop_open(&loop);
    gate_make(&gate);
    somebody = nobody();
    struct wm_ruleset *ruleset = build(1);
    struct wm_evaluators *evaluators = start(&loop, &form);
    get_stuck(evaluators, &stuck, ruleset, &gate);
    prepare(&other, ruleset, 1);
    submit(evaluators, &other);
    atomic_fetch_add(&question_now, QUESTION_LONGEST - 1);
    wm_evaluators_watch(evaluators); // there is still time
    assert_false(stuck.done);
    atomic_fetch_add(&question_now, 1);
    wm_evaluators_watch(evaluators);
    busy(&stuck, "abandoned");
    loop_until(&loop, other.done); // by the thread that took its place
    check(&other);
    assert_int_equal(wm_evaluators_counts(evaluators).threads, 1);
    assert_int_equal(wm_evaluators_counts(evaluators).abandoned, 1);
    forget(&other);
    wm_evaluators_stop(evaluators); // does not wait for it
    loop_close(&loop);
    wm_ruleset_unref(ruleset);
    gate_open(&gate); // now it comes back, and finds what it needs
    forget(&stuck);
    wm_portfolio_unref(somebody);
    gate_remove(&gate);
    all_is_freed(&before);
}

// Who asked has gone before the thread comes back; the thread frees everything.
static void test_stopped_while_stuck(void **state) {
    (void)state;
    struct question stuck;
    struct gate gate;
    uv_loop_t loop;
    struct wm_memory_count before = count_memory();
    struct wm_evaluators_form form = questions_form();
    form.time = form.grace = 0; // every evaluation is out for too long
    wm_test_expect_log(WM_LOG_ERROR, 1);
    loop_open(&loop);
    gate_make(&gate);
    somebody = nobody();
    struct wm_ruleset *ruleset = build(1);
    struct wm_evaluators *evaluators = start(&loop, &form);
    get_stuck(evaluators, &stuck, ruleset, &gate);
    wm_ruleset_unref(ruleset);
    wm_evaluators_stop(evaluators);
    busy(&stuck, "abandoned");
    loop_close(&loop);
    wm_evaluation_unref(&stuck.evaluation);
    gate_open(&gate);
    uv_sem_wait(&stuck.freed);
    uv_sem_destroy(&stuck.freed);
    gate_remove(&gate);
    wm_portfolio_unref(somebody);
    all_is_freed(&before);
}

static void test_nobody_left(void **state) {
    (void)state;
    enum { STUCK = 4 }; // two threads, two replacements
    struct question stuck[STUCK], waiting, other;
    struct gate gates[STUCK];
    struct wm_error error;
    uv_loop_t loop;
    struct wm_memory_count before = count_memory();
    struct wm_evaluators_form form = questions_form();
    loop_open(&loop);
    somebody = nobody();
    struct wm_ruleset *ruleset = build(1);
    form.threads = 2;
    struct wm_evaluators *evaluators = start(&loop, &form);
    wm_test_expect_log(WM_LOG_ERROR, STUCK + 1);
    for (int i = 0; i < STUCK; i++) {
        gate_make(&gates[i]);
        get_stuck(evaluators, &stuck[i], ruleset, &gates[i]);
        if (i == STUCK - 1) {
            prepare(&waiting, ruleset, 1);
            submit(evaluators, &waiting);
        }
        atomic_fetch_add(&question_now, QUESTION_LONGEST);
        wm_evaluators_watch(evaluators);
        busy(&stuck[i], "abandoned");
        assert_int_equal(wm_evaluators_counts(evaluators).threads, i < 2 ? 2 : STUCK - 1 - i);
    }
    busy(&waiting, "abandoned"); // it would wait for ever
    assert_non_null(strstr(waiting.error.message, "no thread is left"));
    prepare(&other, ruleset, 1);
    wm_test_fails(wm_evaluators_submit(evaluators, &other.evaluation, &error), &error, WM_BUSY, "abandoned");
    forget(&waiting);
    forget(&other);
    wm_evaluators_stop(evaluators);
    loop_close(&loop);
    for (int i = 0; i < STUCK; i++) {
        gate_open(&gates[i]);
        forget(&stuck[i]);
        gate_remove(&gates[i]);
    }
    wm_ruleset_unref(ruleset);
    wm_portfolio_unref(somebody);
    all_is_freed(&before);
}

// The timer looks by itself while something is under way.
static void test_the_timer(void **state) {
    (void)state;
    struct question stuck;
    struct gate gate;
    uv_loop_t loop;
    struct wm_memory_count before = count_memory();
    struct wm_evaluators_form form = questions_form();
    wm_test_expect_log(WM_LOG_ERROR, 1);
    loop_open(&loop);
    gate_make(&gate);
    somebody = nobody();
    struct wm_ruleset *ruleset = build(1);
    struct wm_evaluators *evaluators = start(&loop, &form);
    get_stuck(evaluators, &stuck, ruleset, &gate);
    atomic_fetch_add(&question_now, QUESTION_LONGEST);
    loop_until(&loop, stuck.done);
    busy(&stuck, "abandoned");
    wm_evaluators_stop(evaluators);
    gate_open(&gate);
    forget(&stuck);
    loop_close(&loop);
    wm_ruleset_unref(ruleset);
    wm_portfolio_unref(somebody);
    gate_remove(&gate);
    all_is_freed(&before);
}

#ifdef WM_FAULTS
// Whoever looks sees it in a predicate.
static void get_predicate_stuck(struct wm_evaluators *evaluators, struct question *question,
                                struct wm_ruleset *ruleset) {
    prepare(question, ruleset, 1);
    wm_fault_arm("predicate-stuck", 1);
    submit(evaluators, question);
    while (wm_fault_held() == 0)
        sched_yield();
}

static void test_the_predicate_is_named_and_suspended(void **state) {
    (void)state;
    struct question stuck[2], suspended, fine;
    uv_loop_t loop;
    struct wm_memory_count before = count_memory();
    struct wm_evaluators_form form = questions_form();
    wm_test_expect_log(WM_LOG_ERROR, 2);
    loop_open(&loop);
    somebody = nobody();
    struct wm_ruleset *ruleset = build(1), *again = build(1);
    struct wm_evaluators *evaluators = start(&loop, &form);
    for (int i = 0; i < 2; i++) {
        get_predicate_stuck(evaluators, &stuck[i], ruleset);
        atomic_fetch_add(&question_now, QUESTION_LONGEST);
        wm_evaluators_watch(evaluators);
        busy(&stuck[i], "abandoned");
        assert_non_null(strstr(stuck[i].error.message, "\"p\""));
        assert_string_equal(stuck[i].error.where, "frameworks/f/p.lua");
        wm_fault_let_go();
        forget(&stuck[i]);
    }
    struct wm_tally *tally = wm_evaluators_tally(evaluators, ruleset);
    assert_true(wm_tally_any_suspended(tally));
    assert_int_equal(wm_tally_figures(tally, 0).failures[WM_TALLY_ABANDONED], 2);
    prepare(&suspended, ruleset, 1);
    submit(evaluators, &suspended);
    loop_until(&loop, suspended.done);
    busy(&suspended, "suspended");
    assert_string_equal(suspended.error.where, "frameworks/f/p.lua");
    assert_int_equal(suspended.answer.fuel, 0); // it was not run
    prepare(&fine, again, 1);                   // the same rules, activated anew
    submit(evaluators, &fine);
    loop_until(&loop, fine.done);
    check(&fine);
    forget(&suspended);
    forget(&fine);
    wm_evaluators_stop(evaluators);
    loop_close(&loop);
    wm_ruleset_unref(ruleset);
    wm_ruleset_unref(again);
    wm_portfolio_unref(somebody);
    all_is_freed(&before);
}

// A thread that cannot be replaced now is replaced later.
static void test_no_replacement_just_now(void **state) {
    (void)state;
    struct question stuck, other;
    struct gate gate;
    struct wm_error error;
    uv_loop_t loop;
    struct wm_memory_count before = count_memory();
    struct wm_evaluators_form form = questions_form();
    wm_test_expect_log(WM_LOG_ERROR, 1);
    loop_open(&loop);
    gate_make(&gate);
    somebody = nobody();
    struct wm_ruleset *ruleset = build(1);
    struct wm_evaluators *evaluators = start(&loop, &form);
    get_stuck(evaluators, &stuck, ruleset, &gate);
    atomic_fetch_add(&question_now, QUESTION_LONGEST);
    wm_fault_arm("worker-thread", 1);
    wm_evaluators_watch(evaluators);
    busy(&stuck, "abandoned");
    assert_int_equal(wm_evaluators_counts(evaluators).threads, 0);
    prepare(&other, ruleset, 1);
    wm_fault_arm("worker-thread", 1);
    wm_test_fails(wm_evaluators_submit(evaluators, &other.evaluation, &error), &error, WM_BUSY, "abandoned");
    submit(evaluators, &other);
    loop_until(&loop, other.done);
    check(&other);
    assert_int_equal(wm_evaluators_counts(evaluators).threads, 1);
    wm_evaluators_stop(evaluators);
    loop_close(&loop);
    gate_open(&gate);
    forget(&stuck);
    forget(&other);
    wm_ruleset_unref(ruleset);
    wm_portfolio_unref(somebody);
    gate_remove(&gate);
    all_is_freed(&before);
}
#endif

#ifdef WM_FAULTS
#define WITH_FAULTS                                                                                                    \
    cmocka_unit_test(test_the_predicate_is_named_and_suspended), cmocka_unit_test(test_no_replacement_just_now),
#else
#define WITH_FAULTS
#endif

WM_TEST_MAIN(WITH_FAULTS cmocka_unit_test(test_given_up_and_replaced), cmocka_unit_test(test_stopped_while_stuck),
             cmocka_unit_test(test_nobody_left), cmocka_unit_test(test_the_timer))
