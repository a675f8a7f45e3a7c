// SPDX-License-Identifier: MIT
#include "engine/daemon/evaluator_states.h"

#include "engine/base/fault.h"
#include "engine/base/memory.h"
#include "engine/lang/limits.h"
#include "engine/lang/predicate_verify.h"

#include <string.h>

#define STATES_MOST 8u // of one thread
#define NANOSECONDS 1000000LL
#define BLAMED_SHARE 8 // of the time of a question, in processor time: who took less is not slow
#define BLAMED_TIME_MOST (4 * WM_LIMIT_ASK_NANOSECONDS)

struct held {
    struct wm_tally *tally;           // and so the ruleset
    struct wm_predicates *predicates; // or, when every answer is verified:
    struct wm_predicates_verified *verified;
    uint64_t *spent; // by each predicate in the evaluation under way: nanoseconds
    uint64_t used;
};

struct wm_states {
    struct held held[STATES_MOST];
    uint64_t ticks;
    int64_t time; // nanoseconds
    bool verify;
    _Atomic(size_t) running; // index in the tally, or SIZE_MAX
};

// --- looking on ---

struct looking {
    struct wm_states *states;
    struct held *held;
};

static enum wm_status before(void *context, const struct wm_predicate *predicate, struct wm_error *error) {
    struct looking *looking = context;
    struct wm_tally *tally = looking->held->tally;
    size_t index = wm_tally_find(tally, predicate);
    if (!wm_expect(index < tally->count))
        return WM_OK;
    struct wm_tally_figures figures = wm_tally_figures(tally, index);
    if (figures.suspended) {
        wm_error_set(error, WM_BUSY, "suspended",
                     "the predicate \"%s\" is suspended, for it was too slow %llu times: nothing that depends on it is "
                     "decided until it is mended and the rules are reloaded",
                     predicate->id, (unsigned long long)wm_tally_late(&figures));
        return wm_error_where(error, "%s", predicate->file);
    }
    atomic_store(&looking->states->running, index);
    wm_fault_hold("predicate-stuck");
    return WM_OK;
}

static enum wm_tally_failure failure_of(const char *reason) {
    if (strcmp(reason, "budget") == 0)
        return WM_TALLY_BUDGET;
    return strcmp(reason, "memory") == 0 ? WM_TALLY_MEMORY : WM_TALLY_ERROR;
}

static void after(void *context, const struct wm_predicate *predicate, enum wm_status status,
                  const struct wm_predicates_effort *effort) {
    struct looking *looking = context;
    size_t index = atomic_exchange(&looking->states->running, SIZE_MAX);
    const struct wm_tally_call call = {.fuel = effort->fuel,
                                       .bytes = effort->bytes,
                                       .nanoseconds = (uint64_t)effort->nanoseconds,
                                       .failed = status != WM_OK && status != WM_BUSY, // who was late is told later
                                       .failure = failure_of(effort->failure)};
    (void)predicate;
    if (index == SIZE_MAX)
        return;
    looking->held->spent[index] += call.nanoseconds;
    wm_tally_add(looking->held->tally, index, &call);
}

// The time of a question is that of all its predicates. The one that took most of it is the slow one, whichever was
// asked when it was over. Where even that took little processor time, the machine is too busy, and none is to blame.
static void blame(const struct wm_states *states, const struct held *held) {
    uint64_t least = (uint64_t)(states->time < BLAMED_TIME_MOST ? states->time : BLAMED_TIME_MOST) / BLAMED_SHARE;
    size_t slowest = 0;
    for (size_t i = 1; i < held->tally->count; i++)
        slowest = held->spent[i] > held->spent[slowest] ? i : slowest;
    if (held->spent[slowest] > least)
        wm_tally_add_late(held->tally, slowest, WM_TALLY_DEADLINE);
}

// --- states ---

static void drop(struct held *held) {
    wm_predicates_free(held->predicates);
    wm_predicates_verified_free(held->verified);
    wm_tally_unref(held->tally);
    wm_free(held->spent);
    *held = (struct held){.tally = NULL};
}

static enum wm_status make(const struct wm_states *states, struct wm_tally *tally, struct held *ret_held,
                           struct wm_error *error) {
    struct held held = {.tally = wm_tally_ref(tally)};
    held.spent = wm_alloc_zero(tally->count + 1, sizeof *held.spent);
    enum wm_status status = held.spent != NULL ? WM_OK : wm_error_no_memory(error);
    if (status == WM_OK && states->verify)
        status = wm_predicates_verified_new(tally->ruleset, NULL, &held.verified, error);
    else if (status == WM_OK)
        status = wm_predicates_new(tally->ruleset, NULL, &held.predicates, error);
    if (status == WM_OK)
        *ret_held = held;
    else
        drop(&held);
    return status;
}

// Those of the ruleset, in the place of those not used for longest.
static enum wm_status find(struct wm_states *states, struct wm_tally *tally, struct held **ret_held,
                           struct wm_error *error) {
    struct held *oldest = &states->held[0], *found = NULL;
    for (size_t i = 0; i < STATES_MOST && found == NULL; i++) {
        struct held *held = &states->held[i];
        found = held->tally == tally ? held : NULL;
        oldest = held->used < oldest->used ? held : oldest;
    }
    if (found == NULL) {
        struct held made = {.tally = NULL};
        enum wm_status status = make(states, tally, &made, error);
        if (status != WM_OK)
            return status;
        drop(oldest);
        *oldest = made;
        found = oldest;
    }
    found->used = ++states->ticks;
    *ret_held = found;
    return WM_OK;
}

static struct wm_predicate_runner begin(const struct held *held, const struct wm_predicates_watch *watch,
                                        int64_t nanoseconds) {
    if (held->verified != NULL) {
        wm_predicates_verified_look_on(held->verified, watch);
        wm_predicates_verified_deadline(held->verified, nanoseconds);
        return wm_predicates_verified_runner(held->verified);
    }
    wm_predicates_look_on(held->predicates, watch);
    wm_predicates_deadline(held->predicates, nanoseconds);
    return wm_predicates_runner(held->predicates);
}

enum wm_status wm_states_run(struct wm_states *states, struct wm_evaluation *evaluation, struct wm_error *error) {
    struct held *held = NULL;
    enum wm_status status = find(states, evaluation->tally, &held, error);
    if (status != WM_OK)
        return status;
    struct looking looking = {states, held};
    struct wm_predicates_watch watch = {.context = &looking, .before = before, .after = after};
    memset(held->spent, 0, held->tally->count * sizeof *held->spent);
    struct wm_predicate_runner runner = begin(held, &watch, states->time);
    status = evaluation->run(evaluation, &runner, error);
    if (status == WM_BUSY && strcmp(error->reason, "deadline") == 0)
        blame(states, held);
    return status;
}

void wm_states_tidy(struct wm_states *states) {
    for (size_t i = 0; i < STATES_MOST; i++) {
        if (states->held[i].tally != NULL && atomic_load(&states->held[i].tally->retired))
            drop(&states->held[i]);
    }
}

size_t wm_states_running(const struct wm_states *states) {
    return atomic_load(&states->running);
}

enum wm_status wm_states_new(uint64_t time, bool verify, struct wm_states **ret_states, struct wm_error *error) {
    struct wm_states *states = wm_alloc_zero(1, sizeof *states);
    if (states == NULL)
        return wm_error_no_memory(error);
    states->time = (int64_t)time * NANOSECONDS;
    states->verify = verify;
    atomic_init(&states->running, SIZE_MAX);
    *ret_states = states;
    return WM_OK;
}

void wm_states_free(struct wm_states *states) {
    if (states == NULL)
        return;
    for (size_t i = 0; i < STATES_MOST; i++)
        drop(&states->held[i]);
    wm_free(states);
}
