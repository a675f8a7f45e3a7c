// SPDX-License-Identifier: MIT
#include "engine/daemon/evaluator.h"

#include "engine/base/memory.h"
#include "engine/lang/predicate.h"

#define STATES_MOST 8u // of one thread
#define NANOSECONDS 1000000LL

struct held {
    struct wm_ruleset *ruleset;
    struct wm_predicates *predicates;
    uint64_t used;
};

struct evaluator { // what one thread alone touches
    struct held held[STATES_MOST];
    uint64_t ticks;
    int64_t time; // nanoseconds
};

struct wm_evaluators {
    struct wm_worker *worker;
    struct evaluator threads[WM_WORKER_THREADS];
};

// --- on an evaluator's thread ---

static void drop(struct held *held) {
    wm_predicates_free(held->predicates);
    wm_ruleset_unref(held->ruleset);
    *held = (struct held){.ruleset = NULL};
}

// Those of the ruleset, in the place of those not used for longest.
static enum wm_status find(struct evaluator *evaluator, struct wm_ruleset *ruleset,
                           struct wm_predicates **ret_predicates, struct wm_error *error) {
    struct held *oldest = &evaluator->held[0], *found = NULL;
    for (size_t i = 0; i < STATES_MOST && found == NULL; i++) {
        struct held *held = &evaluator->held[i];
        found = held->ruleset == ruleset ? held : NULL;
        oldest = held->used < oldest->used ? held : oldest;
    }
    if (found == NULL) {
        struct wm_predicates *predicates = NULL;
        enum wm_status status = wm_predicates_new(ruleset, NULL, &predicates, error);
        if (status != WM_OK)
            return status;
        drop(oldest);
        *oldest = (struct held){wm_ruleset_ref(ruleset), predicates, 0};
        found = oldest;
    }
    found->used = ++evaluator->ticks;
    *ret_predicates = found->predicates;
    return WM_OK;
}

static enum wm_status evaluate(struct evaluator *evaluator, struct wm_evaluation *evaluation) {
    struct wm_predicates *predicates = NULL;
    enum wm_status status = find(evaluator, evaluation->ruleset, &predicates, &evaluation->error);
    if (status != WM_OK)
        return status;
    wm_predicates_deadline(predicates, evaluator->time);
    struct wm_predicate_runner runner = wm_predicates_runner(predicates);
    return evaluation->run(evaluation, &runner, &evaluation->error);
}

static void run(void *owner, struct wm_task *first) {
    for (struct wm_task *task = first; task != NULL; task = task->next) {
        struct wm_evaluation *evaluation = (struct wm_evaluation *)task;
        evaluation->status = evaluate(owner, evaluation);
    }
}

// --- on the loop ---

enum wm_status wm_evaluators_start(uv_loop_t *loop, uint32_t threads, size_t capacity, uint64_t time,
                                   struct wm_evaluators **ret_evaluators, struct wm_error *error) {
    wm_require(threads <= WM_WORKER_THREADS);
    struct wm_evaluators *evaluators = wm_alloc_zero(1, sizeof *evaluators);
    if (evaluators == NULL)
        return wm_error_no_memory(error);
    void *owners[WM_WORKER_THREADS];
    for (size_t i = 0; i < WM_WORKER_THREADS; i++) {
        evaluators->threads[i].time = (int64_t)time * NANOSECONDS;
        owners[i] = &evaluators->threads[i];
    }
    struct wm_worker_form form = {
        .name = "evaluator", .threads = threads, .capacity = capacity, .most = 1, .run = run, .owners = owners};
    enum wm_status status = wm_worker_start(loop, &form, &evaluators->worker, error);
    if (status != WM_OK) {
        wm_free(evaluators);
        return status;
    }
    *ret_evaluators = evaluators;
    return WM_OK;
}

enum wm_status wm_evaluators_submit(struct wm_evaluators *evaluators, struct wm_evaluation *evaluation,
                                    struct wm_error *error) {
    return wm_worker_submit(evaluators->worker, &evaluation->task, error);
}

size_t wm_evaluators_waiting(struct wm_evaluators *evaluators) {
    return wm_worker_waiting(evaluators->worker);
}

void wm_evaluators_stop(struct wm_evaluators *evaluators) {
    if (evaluators == NULL)
        return;
    wm_worker_stop(evaluators->worker);
    for (size_t i = 0; i < WM_WORKER_THREADS; i++) {
        for (size_t k = 0; k < STATES_MOST; k++)
            drop(&evaluators->threads[i].held[k]);
    }
    wm_free(evaluators);
}
