// SPDX-License-Identifier: MIT
// A kind of thread with its bounded queue: tasks go there from the loop and come back to the loop.
//
// A task is a member of whatever it is for; whoever submits it owns it again when `done` is called. Everything here is
// called on the loop thread, except `run` and what says so.
#pragma once

#include "engine/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

struct wm_task {
    struct wm_task *next;
    void (*done)(struct wm_task *task); // on the loop, once for each task submitted; not when its thread was given up
};

struct wm_worker_form {
    const char *name; // "writer", for the log and the threads' names (15 characters)
    uint32_t threads; // 1 to WM_WORKER_THREADS
    size_t capacity;  // tasks waiting; more are refused
    size_t most;      // tasks that one turn takes
    // One turn, on a thread of the worker: the first of up to `most` tasks, linked by `next`.
    void (*run)(void *owner, struct wm_task *first);
    void *const *owners; // one a thread, given to `run`: what that thread alone may touch
    bool background;     // wm_worker_step_back from the start
    // The rest is for threads that may be given up; else NULL.
    // On one that comes back after all: releases its owner and the tasks of the turn. Then the thread ends.
    void (*late)(void *owner, struct wm_task *first);
    void (*nudged)(void *owner); // on each thread, between two turns, after wm_worker_nudge
    uint64_t (*clock)(void);     // nanoseconds, by which turns are too long; NULL: uv_hrtime
};
#define WM_WORKER_THREADS 8u
#define WM_WORKER_STARVED 8u // times as long as others may a thread take that is hardly given a processor

struct wm_worker;

WM_MUST_USE enum wm_status wm_worker_start(uv_loop_t *loop, const struct wm_worker_form *form,
                                           struct wm_worker **ret_worker, struct wm_error *error);
// WM_BUSY with reason "queue-full" or "stopping". Then the task is still the caller's.
WM_MUST_USE enum wm_status wm_worker_submit(struct wm_worker *worker, WM_KEEPS struct wm_task *task,
                                            struct wm_error *error);
size_t wm_worker_waiting(struct wm_worker *worker); // tasks not yet taken by a thread

// A turn that has taken `longest` nanoseconds or more (WM_WORKER_STARVED times as long where its thread was hardly
// given a processor: others may leave it none): its thread is given up, with its owner and the tasks of the turn,
// which may touch everything they hold for as long as they like. `seen` is called while the thread cannot come back.
// False when there is none. Several: call it again.
struct wm_worker_lost {
    void *context;
    void (*seen)(void *context, void *owner, struct wm_task *first);
};
bool wm_worker_give_up(struct wm_worker *worker, uint64_t longest, const struct wm_worker_lost *lost);
size_t wm_worker_threads(struct wm_worker *worker); // that were not given up
// One more thread, in the place of one given up.
WM_MUST_USE enum wm_status wm_worker_replace(struct wm_worker *worker, void *owner, struct wm_error *error);
void wm_worker_nudge(struct wm_worker *worker);
// All tasks that wait, linked by `next`: the caller's again; `done` is not called.
struct wm_task *wm_worker_drain(struct wm_worker *worker);
// Waits until no turn is under way, or as long; whether none is. Blocks: only when stopping.
bool wm_worker_settle(struct wm_worker *worker, uint64_t nanoseconds);

// On a thread of a worker: from now on others go first where processors are short. For good: raising it takes a right.
void wm_worker_step_back(void);

// Lets the threads finish what is queued, joins them, calls what is done. Frees itself once the loop has closed its
// handle, and threads that were given up have come back or the process ends. Blocks: only when stopping. Accepts NULL.
void wm_worker_stop(struct wm_worker *worker);
