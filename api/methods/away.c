// SPDX-License-Identifier: MIT
#include "api/methods/away.h"

#include <string.h>

#define ARENA_LARGEST ((size_t)64 << 20)

bool wm_away_needed(const struct wm_question *question) {
    return question->level != NULL ? question->level->custom : question->ruleset->custom;
}

void wm_away_clear(struct wm_away *away) {
    wm_ruleset_unref(away->ruleset);
    wm_portfolio_unref(away->portfolio);
    wm_buffer_clear(&away->supposed);
    wm_buffer_clear(&away->text);
    *away = (struct wm_away){.call = NULL};
}

// --- on an evaluator's thread ---

static enum wm_status decide(struct wm_away *away, struct wm_arena *arena, struct wm_error *error) {
    struct wm_decision decision;
    enum wm_status status = wm_decide(&away->question, arena, &decision, error);
    if (status != WM_OK)
        return status;
    away->outcome = decision.outcome;
    wm_decision_write(&away->text, &away->question, &decision);
    return WM_OK;
}

static enum wm_status stand(struct wm_away *away, struct wm_arena *arena, struct wm_error *error) {
    struct wm_standing standing;
    enum wm_status status =
        wm_standing(&away->question, away->framework, WM_STANDING_LAPSING_DAYS, arena, &standing, error);
    if (status == WM_OK)
        wm_standing_write(&away->text, &away->question, &standing);
    return status;
}

static enum wm_status run(struct wm_evaluation *evaluation, const struct wm_predicate_runner *runner,
                          struct wm_error *error) {
    struct wm_away *away = (struct wm_away *)((char *)evaluation - offsetof(struct wm_away, evaluation));
    struct wm_arena arena;
    wm_arena_init(&arena, ARENA_LARGEST);
    away->question.runner = runner;
    enum wm_status status = away->standing ? stand(away, &arena, error) : decide(away, &arena, error);
    if (status == WM_OK && away->text.failed)
        status = wm_error_no_memory(error);
    wm_arena_clear(&arena);
    return status;
}

// --- on the loop ---

static void on_done(struct wm_task *task) {
    struct wm_evaluation *evaluation = (struct wm_evaluation *)task;
    struct wm_away *away = (struct wm_away *)((char *)evaluation - offsetof(struct wm_away, evaluation));
    struct wm_methods *methods = wm_methods_of(away->call);
    away->done = true;
    away->status = evaluation->status;
    if (evaluation->status != WM_OK)
        away->error = evaluation->error;
    wm_call_again(away->call);
    wm_order_wake(methods);
}

static void hold(struct wm_away *away, const struct wm_away_about *about) {
    const struct wm_question *question = about->question;
    wm_require(question->person_length <= sizeof away->person);
    away->question = *question;
    away->standing = about->standing;
    away->framework = about->framework;
    away->ruleset = wm_ruleset_ref(about->ruleset);
    if (about->supposed != NULL && about->supposed->portfolio != NULL) {
        away->portfolio = about->supposed->portfolio;
        away->supposed = about->supposed->text;
        *about->supposed = (struct wm_supposed){.portfolio = NULL};
        away->question.supposed = (struct wm_text){away->supposed.data, away->supposed.length};
    } else {
        away->portfolio = wm_portfolio_ref(about->portfolio);
    }
    away->question.portfolio = away->portfolio;
    memcpy(away->person, question->person, question->person_length);
    away->question.person = away->person;
}

enum wm_status wm_away_ask(struct wm_away *away, struct wm_call *kept, const struct wm_away_about *about,
                           struct wm_error *error) {
    wm_away_clear(away);
    hold(away, about);
    wm_buffer_init(&away->text, kept->session->dispatcher->limits.reply);
    away->call = kept;
    away->evaluation = (struct wm_evaluation){.task.done = on_done, .ruleset = away->ruleset, .run = run};
    enum wm_status status = wm_evaluators_submit(wm_methods_of(kept)->daemon->evaluators, &away->evaluation, error);
    if (status == WM_OK)
        wm_call_wait(kept);
    return status;
}

enum wm_status wm_away_answer(const struct wm_away *away, struct wm_buffer *result, struct wm_error *error) {
    if (away->status == WM_OK)
        wm_buffer_add(result, away->text.data, away->text.length);
    else if (error != NULL)
        *error = away->error;
    return away->status;
}
