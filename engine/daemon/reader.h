// SPDX-License-Identifier: MIT
// Threads that read the store, each on its own connection: the two readers (portfolio loads, lists); and, the same with
// one thread and longer tasks, "jobs" (checkpoints, older rulesets) and "rules" (rulesets that are to become active).
#pragma once

#include "engine/daemon/worker.h"
#include "engine/store/store.h"

struct wm_read {
    struct wm_task task; // first
    // On a reading thread, with that thread's connection.
    enum wm_status (*run)(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error);
    // Filled when `done` is called.
    enum wm_status status;
    struct wm_error error;
};

struct wm_readers;

WM_MUST_USE enum wm_status wm_readers_start(uv_loop_t *loop, struct wm_store *store, const char *name, uint32_t threads,
                                            size_t capacity, struct wm_readers **ret_readers, struct wm_error *error);
// WM_BUSY as of wm_worker_submit.
WM_MUST_USE enum wm_status wm_readers_submit(struct wm_readers *readers, WM_KEEPS struct wm_read *read,
                                             struct wm_error *error);
size_t wm_readers_waiting(struct wm_readers *readers);
void wm_readers_stop(struct wm_readers *readers); // finishes what is queued; accepts NULL
