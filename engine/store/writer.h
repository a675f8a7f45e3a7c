// SPDX-License-Identifier: MIT
// The writing connection and what it remembers between commits. Internal to engine/store.
#pragma once

#include "engine/base/buffer.h"
#include "engine/store/store_private.h"

// The head of one organisation's ledger, as of the transaction that is open. Forgotten, and read again from the
// database, whenever something was undone: so it can never be ahead of it.
struct wm_ledger_head {
    char *organisation; // owned
    int64_t number;     // 0 = no such organisation yet
    int64_t seq;
    struct wm_sha256 hash;
};

struct wm_store_writer {
    struct wm_sqlite connection;
    struct wm_store *store;
    struct wm_json_reader *reader; // of what is kept or about to be
    struct wm_buffer json;         // the content being written
    struct wm_ledger_head *heads;
    size_t head_count;
    size_t head_room;
    int64_t log_pages; // how long the log was after the last commit; 0: it begins anew
    int64_t log_tried; // how long it was when it could not begin anew; 0: it was not tried
    bool begun;
    bool group_failed; // SQLite ended the transaction: `failure` says why
    struct wm_error failure;
};

WM_MUST_USE enum wm_status wm_writer_head(struct wm_store_writer *writer, const char *organisation,
                                          struct wm_ledger_head **ret_head, struct wm_error *error);
// Creates the organisation if it is not there yet.
WM_MUST_USE enum wm_status wm_writer_own(struct wm_store_writer *writer, struct wm_ledger_head *head,
                                         struct wm_error *error);
void wm_writer_forget(struct wm_store_writer *writer); // all heads
WM_MUST_USE enum wm_status wm_writer_may_write(const struct wm_store_writer *writer, struct wm_error *error);
// How many people's standing an activation moved, once, within the transaction that is open.
WM_MUST_USE enum wm_status wm_writer_keep_moved(struct wm_store_writer *writer, int64_t organisation, int64_t number,
                                                int64_t moved, struct wm_error *error);
// Replaces what is kept beside a ruleset of the organisation; of nothing it leaves what is there. Within the transaction
// that is open.
WM_MUST_USE enum wm_status wm_writer_keep_beside(struct wm_store_writer *writer, const struct wm_ledger_head *head,
                                                 const struct wm_sha256 *rules, const struct wm_source *files,
                                                 size_t count, struct wm_error *error);
