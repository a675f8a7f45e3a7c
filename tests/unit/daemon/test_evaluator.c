// SPDX-License-Identifier: MIT
// labels: threads
// The threads on which predicates run: each with its own states, for more rulesets than it keeps states of.
#include "engine/daemon/evaluator.h"

#include "engine/lang/pack.h"
#include "tests/unit/daemon/threads.h"

#include <stdio.h>

enum { RULESETS = 20, QUESTIONS = 100 };

struct question {
    struct wm_evaluation evaluation; // first
    int number;
    struct gate *gate;
    struct wm_predicate_answer answer;
    bool done;
};

static struct wm_portfolio *nobody(void) {
    struct wm_error error;
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *portfolio;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return portfolio;
}

static struct wm_portfolio *somebody;

// One whose predicate says its number.
static struct wm_ruleset *build(int number) {
    static const char framework[] = "framework 'f' { title = 'F' }";
    static const char levels[] = "level 'one' { title = 'One', requires = p }";
    char predicates[128];
    struct wm_error error;
    struct wm_ruleset *ruleset;
    snprintf(predicates, sizeof predicates,
             "p = custom { id = 'p', says = 's', function () return true, 'number %d' end }", number);
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", framework, sizeof framework - 1},
                                            {"frameworks/f/p.lua", predicates, strlen(predicates)},
                                            {"frameworks/f/z.lua", levels, sizeof levels - 1}};
    struct wm_pack_files held = {files, 3};
    struct wm_pack_source source = wm_pack_files_source(&held);
    wm_test_ok(wm_pack_build_framework(&source, "f", NULL, 0, NULL, &ruleset, &error), &error);
    return ruleset;
}

static enum wm_status run(struct wm_evaluation *evaluation, const struct wm_predicate_runner *runner,
                          struct wm_error *error) {
    struct question *question = (struct question *)evaluation;
    if (question->gate != NULL)
        gate_pass(question->gate);
    return runner->ask(runner->context, evaluation->ruleset->levels[0]->requires->predicate, somebody, 20000,
                       &question->answer, error);
}

static void on_done(struct wm_task *task) {
    struct question *question = (struct question *)task;
    assert_false(question->done);
    question->done = true;
}

static void prepare(struct question *question, struct wm_ruleset *ruleset, int number) {
    *question =
        (struct question){.evaluation = {.task.done = on_done, .ruleset = ruleset, .run = run}, .number = number};
}

static struct wm_evaluators *start(uv_loop_t *loop, uint32_t threads, size_t capacity, uint64_t time) {
    struct wm_error error;
    struct wm_evaluators *evaluators = NULL;
    wm_test_ok(wm_evaluators_start(loop, threads, capacity, time, &evaluators, &error), &error);
    return evaluators;
}

static void submit(struct wm_evaluators *evaluators, struct question *question) {
    struct wm_error error;
    wm_test_ok(wm_evaluators_submit(evaluators, &question->evaluation, &error), &error);
}

static void check(const struct question *question) {
    char expected[32];
    snprintf(expected, sizeof expected, "number %d", question->number);
    assert_true(question->done);
    assert_int_equal(question->evaluation.status, WM_OK);
    assert_int_equal(question->answer.verdict, WM_VERDICT_MET);
    assert_string_equal(question->answer.text, expected);
}

static void test_many_rulesets(void **state) {
    (void)state;
    static struct question questions[QUESTIONS];
    struct wm_ruleset *rulesets[RULESETS];
    uv_loop_t loop;
    loop_open(&loop);
    somebody = nobody();
    for (int i = 0; i < RULESETS; i++)
        rulesets[i] = build(i);
    struct wm_evaluators *evaluators = start(&loop, 3, QUESTIONS, 60000);
    for (int i = 0; i < QUESTIONS; i++) {
        prepare(&questions[i], rulesets[i * 7 % RULESETS], i * 7 % RULESETS);
        submit(evaluators, &questions[i]);
    }
    // Who asked may let go of the rules once the answer is there, and not before.
    for (int i = 0; i < QUESTIONS; i++)
        loop_until(&loop, questions[i].done);
    for (int i = 0; i < QUESTIONS; i++)
        check(&questions[i]);
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
    struct wm_evaluators *evaluators = start(&loop, 1, 1, 60000);
    for (int i = 0; i < 3; i++)
        prepare(&questions[i], ruleset, 5);
    questions[0].gate = &gate;
    submit(evaluators, &questions[0]);
    gate_reached(&gate);
    submit(evaluators, &questions[1]);
    assert_int_equal(wm_evaluators_waiting(evaluators), 1);
    wm_test_fails(wm_evaluators_submit(evaluators, &questions[2].evaluation, &error), &error, WM_BUSY, "queue-full");
    gate_open(&gate);
    wm_evaluators_stop(evaluators); // what is queued is answered
    check(&questions[0]);
    check(&questions[1]);
    assert_false(questions[2].done);
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
    struct wm_evaluators *evaluators = start(&loop, 1, 1, 0);
    prepare(&question, ruleset, 1);
    submit(evaluators, &question);
    loop_until(&loop, question.done);
    assert_int_equal(question.evaluation.status, WM_BUSY);
    assert_string_equal(question.evaluation.error.reason, "deadline");
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
    enum wm_status status = wm_evaluators_start(&loop, 1, 1, 60000, &evaluators, error);
    if (status == WM_OK) {
        submit(evaluators, &question);
        loop_until(&loop, question.done);
        status = question.evaluation.status;
        if (status == WM_OK)
            check(&question);
        else
            *error = question.evaluation.error;
    }
    wm_evaluators_stop(evaluators);
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
