// SPDX-License-Identifier: MIT
// Threads on which custom predicates run. Each has its own states of Lua, a few rulesets' worth; the loop never enters
// Lua, and hands over every decision of a level that has a predicate in its tree.
#pragma once

#include "engine/criteria/predicate.h"
#include "engine/daemon/worker.h"

struct wm_evaluation {
    struct wm_task task; // first
    // Whose predicates; whoever submits holds it until `done`.
    struct wm_ruleset *ruleset;
    // On an evaluator's thread. WM_BUSY, reason "deadline", when the runner says so.
    enum wm_status (*run)(struct wm_evaluation *evaluation, const struct wm_predicate_runner *runner,
                          struct wm_error *error);
    // Filled when `done` is called.
    enum wm_status status;
    struct wm_error error;
};

struct wm_evaluators;

// `time`: how many milliseconds one evaluation may take.
WM_MUST_USE enum wm_status wm_evaluators_start(uv_loop_t *loop, uint32_t threads, size_t capacity, uint64_t time,
                                               struct wm_evaluators **ret_evaluators, struct wm_error *error);
// WM_BUSY as of wm_worker_submit.
WM_MUST_USE enum wm_status wm_evaluators_submit(struct wm_evaluators *evaluators,
                                                WM_KEEPS struct wm_evaluation *evaluation, struct wm_error *error);
size_t wm_evaluators_waiting(struct wm_evaluators *evaluators);
void wm_evaluators_stop(struct wm_evaluators *evaluators); // finishes what is queued; accepts NULL
