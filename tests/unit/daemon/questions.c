// SPDX-License-Identifier: MIT
#include "tests/unit/daemon/questions.h"

#include "engine/lang/pack.h"

#include <stdio.h>

_Atomic uint64_t question_now;
struct wm_portfolio *somebody;

static uint64_t now(void) {
    return atomic_load(&question_now);
}

struct wm_portfolio *nobody(void) {
    struct wm_error error;
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *portfolio;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return portfolio;
}

struct wm_ruleset *build_text(const char *predicates, const char *levels) {
    static const char framework[] = "framework 'f' { title = 'F' }";
    char all[256];
    int length = snprintf(all, sizeof all, "level 'one' { title = 'One', requires = p } %s", levels);
    struct wm_error error;
    struct wm_ruleset *ruleset;
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", framework, sizeof framework - 1},
                                            {"frameworks/f/p.lua", predicates, strlen(predicates)},
                                            {"frameworks/f/z.lua", all, (size_t)length}};
    struct wm_pack_files held = {files, 3};
    struct wm_pack_source source = wm_pack_files_source(&held);
    wm_test_ok(wm_pack_build_framework(&source, "f", NULL, 0, NULL, &ruleset, &error), &error);
    return ruleset;
}

struct wm_ruleset *build(int number) {
    char predicates[128];
    snprintf(predicates, sizeof predicates,
             "p = custom { id = 'p', says = 's', function () return true, 'number %d' end }", number);
    return build_text(predicates, "");
}

struct wm_evaluators_form questions_form(void) {
    return (struct wm_evaluators_form){.threads = 1,
                                       .capacity = 10,
                                       .time = QUESTION_TIME,
                                       .grace = QUESTION_GRACE,
                                       .replacements = 2,
                                       .suspend_after = 2,
                                       .clock = now};
}

struct wm_evaluators *start(uv_loop_t *loop, const struct wm_evaluators_form *form) {
    struct wm_error error;
    struct wm_evaluators *evaluators = NULL;
    wm_test_ok(wm_evaluators_start(loop, form, &evaluators, &error), &error);
    return evaluators;
}

static enum wm_status run(struct wm_evaluation *evaluation, const struct wm_predicate_runner *runner,
                          struct wm_error *error) {
    struct question *question = (struct question *)evaluation;
    if (question->gate != NULL)
        gate_pass(question->gate);
    return runner->ask(runner->context, evaluation->ruleset->levels[0]->requires->predicate, somebody, 20000,
                       &question->answer, error);
}

static void on_done(struct wm_evaluation *evaluation, enum wm_status status, const struct wm_error *error) {
    struct question *question = (struct question *)evaluation;
    assert_false(question->done);
    question->done = true;
    question->status = status;
    if (status != WM_OK)
        question->error = *error;
    if (question->opens != NULL)
        gate_open(question->opens);
}

static void on_free(struct wm_evaluation *evaluation) {
    struct question *question = (struct question *)evaluation;
    wm_ruleset_unref(evaluation->ruleset);
    uv_sem_post(&question->freed);
}

void prepare(struct question *question, struct wm_ruleset *ruleset, int number) {
    *question = (struct question){
        .evaluation = {.ruleset = wm_ruleset_ref(ruleset), .run = run, .done = on_done, .free = on_free},
        .number = number};
    wm_evaluation_init(&question->evaluation);
    assert_int_equal(uv_sem_init(&question->freed, 0), 0);
}

void submit(struct wm_evaluators *evaluators, struct question *question) {
    struct wm_error error;
    wm_test_ok(wm_evaluators_submit(evaluators, &question->evaluation, &error), &error);
}

void check(const struct question *question) {
    char expected[32];
    snprintf(expected, sizeof expected, "number %d", question->number);
    assert_true(question->done);
    assert_int_equal(question->status, WM_OK);
    assert_int_equal(question->answer.verdict, WM_VERDICT_MET);
    assert_string_equal(question->answer.text, expected);
}

void busy(const struct question *question, const char *reason) {
    assert_true(question->done);
    assert_int_equal(question->status, WM_BUSY);
    assert_string_equal(question->error.reason, reason);
}

void forget(struct question *question) {
    wm_evaluation_unref(&question->evaluation);
    uv_sem_wait(&question->freed);
    uv_sem_destroy(&question->freed);
}
