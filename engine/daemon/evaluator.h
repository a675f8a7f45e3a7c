// SPDX-License-Identifier: MIT
// Threads on which custom predicates run. Each has its own states of Lua, a few rulesets' worth; the loop never enters
// Lua, and hands over every decision of a level that has a predicate in its tree.
//
// The loop watches them. The sandbox ends whatever runs for too long, but nobody can end a function written in C: a
// thread that has not come back when its time and the grace are over is given up, with all that it may still touch, and
// another one takes its place. A predicate that was late too often is suspended until rules are activated anew.
#pragma once

#include "engine/daemon/tally.h"
#include "engine/daemon/worker.h"

struct wm_evaluators;

// Counted: whoever asks holds it, and the thread that works on it. Neither frees what the other may still need.
struct wm_evaluation {
    struct wm_task task; // first
    _Atomic uint32_t references;
    struct wm_ruleset *ruleset; // whose predicates; held by whoever made it, until `free`
    // On an evaluator's thread. WM_BUSY when the runner says so: reason "deadline" or "suspended".
    enum wm_status (*run)(struct wm_evaluation *evaluation, const struct wm_predicate_runner *runner,
                          struct wm_error *error);
    // On the loop, once, as submitted. Unless WM_OK nothing that `run` fills may be looked at: a thread that was given
    // up (WM_BUSY, "abandoned") may be writing it now or at any later time.
    void (*done)(struct wm_evaluation *evaluation, enum wm_status status, const struct wm_error *error);
    void (*free)(struct wm_evaluation *evaluation); // by whoever lets go of it last, on any thread
    // Its own.
    struct wm_evaluators *evaluators;
    struct wm_tally *tally;
    enum wm_status status;
    struct wm_error error;
};

void wm_evaluation_init(struct wm_evaluation *evaluation);  // one reference; the members above `free` stay as they are
void wm_evaluation_unref(struct wm_evaluation *evaluation); // accepts NULL

struct wm_evaluators_form {
    uint32_t threads;
    size_t capacity;         // evaluations waiting
    uint64_t time;           // milliseconds that one may take
    uint64_t grace;          // more milliseconds, before its thread is given up
    uint64_t replacements;   // so many threads take the place of others, then no more
    uint64_t suspend_after;  // so often a predicate is late before it is suspended
    bool verify;             // every predicate is asked twice, in states that share nothing
    uint64_t (*clock)(void); // as of struct wm_worker_form
};

WM_MUST_USE enum wm_status wm_evaluators_start(uv_loop_t *loop, const struct wm_evaluators_form *form,
                                               struct wm_evaluators **ret_evaluators, struct wm_error *error);
// Once for each evaluation. WM_BUSY as of wm_worker_submit, and "abandoned" when no thread is left. WM_NO_MEMORY.
WM_MUST_USE enum wm_status wm_evaluators_submit(struct wm_evaluators *evaluators, struct wm_evaluation *evaluation,
                                                struct wm_error *error);
size_t wm_evaluators_waiting(struct wm_evaluators *evaluators);

// Gives up threads that are out for too long. A timer does so while something is under way.
void wm_evaluators_watch(struct wm_evaluators *evaluators);
// Lets go of what belongs to rulesets that nobody else holds any more.
void wm_evaluators_tidy(struct wm_evaluators *evaluators);
// What the predicates of the ruleset cost (borrowed), or NULL when there is no memory to say so.
struct wm_tally *wm_evaluators_tally(struct wm_evaluators *evaluators, struct wm_ruleset *ruleset);
struct wm_evaluators_counts {
    uint64_t threads;   // at work or waiting for it
    uint64_t abandoned; // since the start
};
struct wm_evaluators_counts wm_evaluators_counts(const struct wm_evaluators *evaluators);

// Answers what waits with WM_BUSY, reason "stopping", and waits for what is under way, no longer than for its time and the
// grace. Accepts NULL.
void wm_evaluators_stop(struct wm_evaluators *evaluators);
