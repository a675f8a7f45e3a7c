// SPDX-License-Identifier: MIT
// The writer: the one thread that writes to the store, committing in groups.
//
// It takes everything that is queued, begins, lets each write build and append its entries (all or nothing, a refusal
// never fails a neighbour), commits once, and hands all of them back. What arrives meanwhile is the next group.
#pragma once

#include "engine/base/json.h"
#include "engine/criteria/ruleset.h"
#include "engine/daemon/worker.h"
#include "engine/store/events.h"

enum wm_write_kind {
    WM_WRITE_APPEND, // entries to a ledger
    WM_WRITE_KEEP,   // the sources of a ruleset, and that it becomes active
    WM_WRITE_PACK,   // copies of portfolios
    WM_WRITE_EVENTS  // what others may want to hear of
};

struct wm_writer;

struct wm_write {
    struct wm_task task; // first
    enum wm_write_kind kind;
    size_t bytes; // what it counts against the limit of bytes waiting
    // APPEND. Builds the entries, on the writer's thread: with that thread's reader (for the longest message) and an
    // arena, both valid until the append is done. `ret_append` and `appended` are zeroed before.
    enum wm_status (*build)(struct wm_write *write, struct wm_json_reader *reader, struct wm_arena *arena,
                            struct wm_append *ret_append, struct wm_error *error);
    // APPEND: the arrays of the results are the submitter's.
    struct wm_appended appended;
    // KEEP: the ruleset is borrowed until done; the activation's `rules` is its hash.
    const struct wm_ruleset *ruleset;
    struct wm_activation activation;
    int64_t number;                     // filled: of the activation
    const struct wm_packing *packing;   // PACK: borrowed until done
    const struct wm_event_batch *batch; // EVENTS: borrowed until done
    struct wm_event_span span;          // filled
    // Filled when `done` is called.
    enum wm_status status;
    struct wm_error error;
    // The writer's own.
    struct wm_writer *writer;
    void (*then)(struct wm_task *task);
    bool opens_group;
};

struct wm_writer_counts { // of groups committed since the start
    uint64_t groups, writes, refused, failed;
};

// `message`: the longest text that `build` may have to read.
WM_MUST_USE enum wm_status wm_writer_start(uv_loop_t *loop, struct wm_store *store, size_t capacity,
                                           size_t bytes_capacity, size_t message, struct wm_writer **ret_writer,
                                           struct wm_error *error);
// WM_BUSY as of wm_worker_submit, also when too many bytes wait.
WM_MUST_USE enum wm_status wm_writer_submit(struct wm_writer *writer, WM_KEEPS struct wm_write *write,
                                            struct wm_error *error);
size_t wm_writer_waiting(struct wm_writer *writer);
struct wm_writer_counts wm_writer_counts(const struct wm_writer *writer);
// The store's own trouble (WM_STORE) of the last group, or NULL when the last one was committed.
const struct wm_error *wm_writer_trouble(const struct wm_writer *writer);
// Finishes and commits what is queued. Accepts NULL.
void wm_writer_stop(struct wm_writer *writer);
