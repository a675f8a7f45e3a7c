// SPDX-License-Identifier: MIT
#include "engine/daemon/evaluator.h"

#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "engine/daemon/evaluator_states.h"

#define NANOSECONDS 1000000u
#define LOOKS 8u       // of the watch in the time that an evaluation may take
#define LOOK_LEAST 10u // milliseconds between two of them
#define LOOK_MOST 500u

struct wm_evaluators {
    struct wm_evaluators_form form;
    struct wm_worker *worker;
    struct wm_states *states[WM_WORKER_THREADS]; // of the threads that were not given up
    struct wm_tallies tallies;
    uv_timer_t timer; // runs while something is under way
    size_t under_way; // submitted, and neither done nor given up
    uint64_t abandoned, replaced;
    bool complained; // that there was no replacement
    bool stopping;
};

// --- an evaluation ---

void wm_evaluation_init(struct wm_evaluation *evaluation) {
    atomic_init(&evaluation->references, 1);
    evaluation->evaluators = NULL;
    evaluation->tally = NULL;
    evaluation->status = WM_OK;
}

static void evaluation_ref(struct wm_evaluation *evaluation) {
    atomic_fetch_add_explicit(&evaluation->references, 1, memory_order_relaxed);
}

void wm_evaluation_unref(struct wm_evaluation *evaluation) {
    if (evaluation == NULL || atomic_fetch_sub_explicit(&evaluation->references, 1, memory_order_acq_rel) != 1)
        return;
    wm_tally_unref(evaluation->tally);
    evaluation->free(evaluation);
}

// --- on an evaluator's thread ---

static void run(void *owner, struct wm_task *first) {
    struct wm_evaluation *evaluation = (struct wm_evaluation *)first; // one a turn
    evaluation->status = wm_states_run(owner, evaluation, &evaluation->error);
}

static void late(void *owner, struct wm_task *first) {
    wm_log(WM_LOG_NOTICE, "evaluator", "an evaluation that was given up has ended after all; its thread ends with it");
    wm_evaluation_unref((struct wm_evaluation *)first);
    wm_states_free(owner);
}

static void nudged(void *owner) {
    wm_states_tidy(owner);
}

// --- on the loop: threads ---

static bool may_replace(const struct wm_evaluators *evaluators) {
    return evaluators->replaced < evaluators->form.replacements;
}

static enum wm_status start_thread(struct wm_evaluators *evaluators, struct wm_error *error) {
    struct wm_states *states = NULL;
    size_t place = 0;
    while (evaluators->states[place] != NULL)
        place++;
    enum wm_status status = wm_states_new(evaluators->form.time, evaluators->form.verify, &states, error);
    if (status == WM_OK)
        status = wm_worker_replace(evaluators->worker, states, error);
    if (status != WM_OK) {
        wm_states_free(states);
        return status;
    }
    evaluators->states[place] = states;
    return WM_OK;
}

// Back to as many threads as there should be, as far as that is allowed; what fails is tried again at the next look.
static void replace(struct wm_evaluators *evaluators) {
    struct wm_error error;
    enum wm_status status = WM_OK;
    while (status == WM_OK && may_replace(evaluators) &&
           wm_worker_threads(evaluators->worker) < evaluators->form.threads) {
        status = start_thread(evaluators, &error);
        evaluators->replaced += status == WM_OK;
    }
    if (status != WM_OK && !evaluators->complained)
        wm_log_error(WM_LOG_WARNING, "evaluator", &error);
    evaluators->complained = status != WM_OK;
}

// --- on the loop: one evaluation after another ---

static void on_timer(uv_timer_t *timer) {
    wm_evaluators_watch(timer->data);
}

static void begin(struct wm_evaluators *evaluators) {
    uint64_t look = (evaluators->form.time + evaluators->form.grace) / LOOKS;
    look = look < LOOK_LEAST ? LOOK_LEAST : look > LOOK_MOST ? LOOK_MOST : look;
    if (evaluators->under_way++ == 0) {
        int failed = uv_timer_start(&evaluators->timer, on_timer, look, look);
        wm_require(failed == 0); // only without a callback
    }
}

// Tells who asked, and lets go of what the thread, or the queue, held.
static void end(struct wm_evaluation *evaluation, enum wm_status status, const struct wm_error *error) {
    struct wm_evaluators *evaluators = evaluation->evaluators;
    if (--evaluators->under_way == 0)
        uv_timer_stop(&evaluators->timer);
    evaluation->done(evaluation, status, error);
    wm_evaluation_unref(evaluation);
}

static void on_task(struct wm_task *task) {
    struct wm_evaluation *evaluation = (struct wm_evaluation *)task;
    end(evaluation, evaluation->status, &evaluation->error);
}

// What waits is answered without having been run.
static void refuse_all(struct wm_evaluators *evaluators, const struct wm_error *error) {
    for (struct wm_task *task = wm_worker_drain(evaluators->worker), *next = NULL; task != NULL; task = next) {
        next = task->next;
        end((struct wm_evaluation *)task, error->status, error);
    }
}

static enum wm_status nobody_left(const struct wm_evaluators *evaluators, struct wm_error *error) {
    if (may_replace(evaluators))
        return wm_error_set(error, WM_BUSY, "abandoned",
                            "no thread that runs custom predicates could be started just now: try again");
    return wm_error_set(error, WM_BUSY, "abandoned",
                        "no thread is left that runs custom predicates, for too many have not come back from one: "
                        "nothing that depends on them is decided until the daemon is started again");
}

static enum wm_status stopping(struct wm_error *error) {
    return wm_error_set(error, WM_BUSY, "stopping", "the daemon is stopping: ask again when it is back");
}

// The first question under new rules is when older ones may have gone.
static enum wm_status reach(struct wm_evaluators *evaluators, struct wm_ruleset *ruleset, struct wm_tally **ret_tally,
                            struct wm_error *error) {
    size_t before = evaluators->tallies.count;
    enum wm_status status = wm_tallies_reach(&evaluators->tallies, ruleset, ret_tally, error);
    if (evaluators->tallies.count > before)
        wm_evaluators_tidy(evaluators);
    return status;
}

enum wm_status wm_evaluators_submit(struct wm_evaluators *evaluators, struct wm_evaluation *evaluation,
                                    struct wm_error *error) {
    struct wm_tally *tally = NULL;
    if (evaluators->stopping)
        return stopping(error);
    if (wm_worker_threads(evaluators->worker) == 0)
        replace(evaluators);
    if (wm_worker_threads(evaluators->worker) == 0)
        return nobody_left(evaluators, error);
    enum wm_status status = reach(evaluators, evaluation->ruleset, &tally, error);
    if (status != WM_OK)
        return status;
    evaluation->task.done = on_task;
    evaluation->evaluators = evaluators;
    evaluation->tally = wm_tally_ref(tally);
    evaluation_ref(evaluation);
    status = wm_worker_submit(evaluators->worker, &evaluation->task, error);
    if (status == WM_OK)
        begin(evaluators);
    else
        wm_evaluation_unref(evaluation);
    return status;
}

size_t wm_evaluators_waiting(struct wm_evaluators *evaluators) {
    return wm_worker_waiting(evaluators->worker);
}

// --- on the loop: the watch ---

struct lost {
    struct wm_evaluators *evaluators;
    struct wm_evaluation *evaluation; // held
    size_t running;
};

// The thread cannot come back just now.
static void on_seen(void *context, void *owner, struct wm_task *first) {
    struct lost *lost = context;
    lost->evaluation = (struct wm_evaluation *)first;
    evaluation_ref(lost->evaluation);
    lost->running = wm_states_running(owner);
    for (size_t i = 0; i < WM_WORKER_THREADS; i++) {
        if (lost->evaluators->states[i] == owner)
            lost->evaluators->states[i] = NULL;
    }
}

static void mourn(struct wm_evaluators *evaluators, const struct lost *lost) {
    struct wm_tally *tally = lost->evaluation->tally;
    const struct wm_ruleset *ruleset = tally->ruleset;
    struct wm_error error;
    evaluators->abandoned++;
    if (lost->running < tally->count) {
        const struct wm_predicate *predicate = tally->predicates[lost->running];
        wm_log(WM_LOG_ERROR, "evaluator",
               "organisation %s, rules %.12s: the predicate \"%s\" of %s does not come back; its thread is given up",
               ruleset->organisation, ruleset->hash, predicate->id, predicate->file);
        wm_error_set(&error, WM_BUSY, "abandoned",
                     "the predicate \"%s\" did not come back in time, and is not waited for any longer: this is no "
                     "decision",
                     predicate->id);
        wm_error_where(&error, "%s", predicate->file);
        wm_tally_add_late(tally, lost->running, WM_TALLY_ABANDONED);
    } else {
        wm_log(WM_LOG_ERROR, "evaluator",
               "organisation %s, rules %.12s: an evaluation does not come back; its thread is given up",
               ruleset->organisation, ruleset->hash);
        wm_error_set(&error, WM_BUSY, "abandoned",
                     "the evaluation did not come back in time, and is not waited for any longer: this is no decision");
    }
    end(lost->evaluation, WM_BUSY, &error); // what on_seen holds; the thread keeps its own
}

void wm_evaluators_watch(struct wm_evaluators *evaluators) {
    struct lost lost = {.evaluators = evaluators};
    const struct wm_worker_lost seen = {.context = &lost, .seen = on_seen};
    const uint64_t longest = (evaluators->form.time + evaluators->form.grace) * NANOSECONDS;
    bool any = false;
    for (; wm_worker_give_up(evaluators->worker, longest, &seen); any = true)
        mourn(evaluators, &lost);
    if (evaluators->stopping)
        return;
    replace(evaluators);
    if (wm_worker_threads(evaluators->worker) > 0)
        return;
    struct wm_error error;
    nobody_left(evaluators, &error);
    if (any && !may_replace(evaluators))
        wm_log_error(WM_LOG_ERROR, "evaluator", &error);
    refuse_all(evaluators, &error);
}

void wm_evaluators_tidy(struct wm_evaluators *evaluators) {
    if (wm_tallies_tidy(&evaluators->tallies))
        wm_worker_nudge(evaluators->worker);
}

struct wm_tally *wm_evaluators_tally(struct wm_evaluators *evaluators, struct wm_ruleset *ruleset) {
    struct wm_tally *tally = NULL;
    return wm_tallies_reach(&evaluators->tallies, ruleset, &tally, NULL) == WM_OK ? tally : NULL;
}

struct wm_evaluators_counts wm_evaluators_counts(const struct wm_evaluators *evaluators) {
    return (struct wm_evaluators_counts){wm_worker_threads(evaluators->worker), evaluators->abandoned};
}

// --- on the loop: start and stop ---

static void clear(struct wm_evaluators *evaluators) {
    for (size_t i = 0; i < WM_WORKER_THREADS; i++)
        wm_states_free(evaluators->states[i]);
    wm_tallies_clear(&evaluators->tallies);
}

enum wm_status wm_evaluators_start(uv_loop_t *loop, const struct wm_evaluators_form *form,
                                   struct wm_evaluators **ret_evaluators, struct wm_error *error) {
    wm_require(form->threads <= WM_WORKER_THREADS);
    struct wm_evaluators *evaluators = wm_alloc_zero(1, sizeof *evaluators);
    if (evaluators == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    void *owners[WM_WORKER_THREADS] = {NULL};
    evaluators->form = *form;
    evaluators->tallies.patience = form->suspend_after;
    for (uint32_t i = 0; i < form->threads && status == WM_OK; i++) {
        status = wm_states_new(form->time, form->verify, &evaluators->states[i], error);
        owners[i] = evaluators->states[i];
    }
    struct wm_worker_form workers = {.name = "evaluator",
                                     .threads = form->threads,
                                     .capacity = form->capacity,
                                     .most = 1,
                                     .run = run,
                                     .owners = owners,
                                     .background = true,
                                     .late = late,
                                     .nudged = nudged,
                                     .clock = form->clock};
    if (status == WM_OK)
        status = wm_worker_start(loop, &workers, &evaluators->worker, error);
    if (status != WM_OK) {
        clear(evaluators);
        wm_free(evaluators);
        return status;
    }
    int failed = uv_timer_init(loop, &evaluators->timer);
    wm_require(failed == 0); // it cannot fail
    evaluators->timer.data = evaluators;
    *ret_evaluators = evaluators;
    return WM_OK;
}

static void on_closed(uv_handle_t *handle) {
    wm_free(handle->data);
}

void wm_evaluators_stop(struct wm_evaluators *evaluators) {
    if (evaluators == NULL)
        return;
    struct wm_error error;
    stopping(&error);
    evaluators->stopping = true;
    refuse_all(evaluators, &error);
    while (!wm_worker_settle(evaluators->worker, (uint64_t)LOOK_LEAST * NANOSECONDS))
        wm_evaluators_watch(evaluators);
    wm_worker_stop(evaluators->worker);
    clear(evaluators);
    uv_close((uv_handle_t *)&evaluators->timer, on_closed);
}
