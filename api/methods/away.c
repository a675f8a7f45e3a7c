// SPDX-License-Identifier: MIT
#include "api/methods/away.h"

#include <string.h>

#define ARENA_LARGEST ((size_t)64 << 20)

bool wm_away_needed(const struct wm_question *question) {
    return question->level != NULL ? question->level->custom : question->ruleset->custom;
}

struct wm_away_work {
    struct wm_evaluation evaluation; // first
    struct wm_away *away;            // the loop's: who waits, or NULL when nobody does any more
    // What is asked, and held for it; nothing changes it any more.
    wm_away_work_out *work_out; // NULL: a decision
    void *details;
    struct wm_question question;
    struct wm_ruleset *ruleset;
    struct wm_portfolio *portfolio;
    struct wm_buffer supposed; // what the question points to
    char person[128];
    // The thread's, until it is done.
    enum wm_outcome outcome;
    struct wm_buffer text;
};

static void work_free(struct wm_evaluation *evaluation) {
    struct wm_away_work *work = (struct wm_away_work *)evaluation;
    wm_ruleset_unref(work->ruleset);
    wm_portfolio_unref(work->portfolio);
    wm_buffer_clear(&work->supposed);
    wm_buffer_clear(&work->text);
    wm_free(work->details);
    wm_free(work);
}

void wm_away_clear(struct wm_away *away) {
    if (away->work != NULL) {
        away->work->away = NULL;
        wm_evaluation_unref(&away->work->evaluation);
    }
    *away = (struct wm_away){.call = NULL};
}

// --- on an evaluator's thread ---

static enum wm_status decide(struct wm_away_work *work, const struct wm_question *question, struct wm_arena *arena,
                             struct wm_error *error) {
    struct wm_decision decision;
    enum wm_status status = wm_decide(question, arena, &decision, error);
    if (status != WM_OK)
        return status;
    work->outcome = decision.outcome;
    wm_decision_write(&work->text, question, &decision);
    return WM_OK;
}

static enum wm_status run(struct wm_evaluation *evaluation, const struct wm_predicate_runner *runner,
                          struct wm_error *error) {
    struct wm_away_work *work = (struct wm_away_work *)evaluation;
    struct wm_question question = work->question;
    struct wm_arena arena;
    wm_arena_init(&arena, ARENA_LARGEST);
    question.runner = runner;
    enum wm_status status = work->work_out != NULL
                                ? work->work_out(&question, work->details, &arena, &work->text, error)
                                : decide(work, &question, &arena, error);
    if (status == WM_OK && work->text.failed)
        status = wm_error_no_memory(error);
    wm_arena_clear(&arena);
    return status;
}

// --- on the loop ---

static void on_done(struct wm_evaluation *evaluation, enum wm_status status, const struct wm_error *error) {
    struct wm_away_work *work = (struct wm_away_work *)evaluation;
    struct wm_away *away = work->away;
    if (away == NULL)
        return;
    struct wm_methods *methods = wm_methods_of(away->call);
    away->done = true;
    away->status = status;
    if (status == WM_OK) {
        away->outcome = work->outcome;
        away->text = (struct wm_text){work->text.data, work->text.length};
    } else {
        away->error = *error;
    }
    wm_call_again(away->call);
    wm_order_wake(methods);
}

static struct wm_away_work *work_new(const struct wm_away_about *about) {
    struct wm_away_work *work = wm_alloc_zero(1, sizeof *work);
    if (work == NULL || about->task.details_size == 0)
        return work;
    work->details = wm_alloc(about->task.details_size);
    if (work->details == NULL) {
        wm_free(work);
        return NULL;
    }
    memcpy(work->details, about->task.details, about->task.details_size);
    return work;
}

static struct wm_away_work *hold(const struct wm_away_about *about) {
    const struct wm_question *question = about->question;
    wm_require(question->person_length <= sizeof((struct wm_away_work *)NULL)->person);
    struct wm_away_work *work = work_new(about);
    if (work == NULL)
        return NULL;
    wm_evaluation_init(&work->evaluation);
    work->question = *question;
    work->work_out = about->task.work_out;
    work->ruleset = wm_ruleset_ref(about->ruleset);
    if (about->supposed != NULL && about->supposed->portfolio != NULL) {
        work->portfolio = about->supposed->portfolio;
        work->supposed = about->supposed->text;
        *about->supposed = (struct wm_supposed){.portfolio = NULL};
        work->question.supposed = (struct wm_text){work->supposed.data, work->supposed.length};
    } else {
        work->portfolio = wm_portfolio_ref(about->portfolio);
    }
    work->question.portfolio = work->portfolio;
    work->question.organisation = work->ruleset->organisation; // the same text, for as long as it is needed
    memcpy(work->person, question->person, question->person_length);
    work->question.person = work->person;
    return work;
}

enum wm_status wm_away_ask(struct wm_away *away, struct wm_call *kept, const struct wm_away_about *about,
                           struct wm_error *error) {
    wm_away_clear(away);
    struct wm_away_work *work = hold(about);
    if (work == NULL)
        return wm_error_no_memory(error);
    work->away = away;
    work->evaluation.ruleset = work->ruleset;
    work->evaluation.run = run;
    work->evaluation.done = on_done;
    work->evaluation.free = work_free;
    wm_buffer_init(&work->text, kept->session->dispatcher->limits.reply);
    *away = (struct wm_away){.call = kept,
                             .work = work,
                             .question = &work->question,
                             .ruleset = work->ruleset,
                             .portfolio = work->portfolio};
    enum wm_status status = wm_evaluators_submit(wm_methods_of(kept)->daemon->evaluators, &work->evaluation, error);
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
