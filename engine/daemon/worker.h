// SPDX-License-Identifier: MIT
// A kind of thread with its bounded queue: tasks go there from the loop and come back to the loop.
//
// A task is a member of whatever it is for; whoever submits it owns it again when `done` is called. Everything here is
// called on the loop thread, except `run`.
#pragma once

#include "engine/base/error.h"

#include <stddef.h>
#include <stdint.h>
#include <uv.h>

struct wm_task {
    struct wm_task *next;
    void (*done)(struct wm_task *task); // on the loop, once for each task submitted
};

struct wm_worker_form {
    const char *name; // "writer", for the log and the threads' names (15 characters)
    uint32_t threads; // 1 to WM_WORKER_THREADS
    size_t capacity;  // tasks waiting; more are refused
    size_t most;      // tasks that one turn takes
    // One turn, on a thread of the worker: the first of up to `most` tasks, linked by `next`.
    void (*run)(void *owner, struct wm_task *first);
    void *const *owners; // one a thread, given to `run`: what that thread alone may touch
};
#define WM_WORKER_THREADS 8u

struct wm_worker;

WM_MUST_USE enum wm_status wm_worker_start(uv_loop_t *loop, const struct wm_worker_form *form,
                                           struct wm_worker **ret_worker, struct wm_error *error);
// WM_BUSY with reason "queue-full" or "stopping". Then the task is still the caller's.
WM_MUST_USE enum wm_status wm_worker_submit(struct wm_worker *worker, WM_KEEPS struct wm_task *task,
                                            struct wm_error *error);
size_t wm_worker_waiting(struct wm_worker *worker); // tasks not yet taken by a thread
// Lets the threads finish what is queued, joins them, calls what is done. Frees itself once the loop has closed its
// handle. Blocks: only when stopping. Accepts NULL.
void wm_worker_stop(struct wm_worker *worker);
