// SPDX-License-Identifier: MIT
// What the files of the store share: the store itself, and what a writer and a reader both do.
// Internal to engine/store.
#pragma once

#include "engine/store/ledger.h"
#include "engine/store/sqlite.h"
#include "engine/store/store.h"

// Longest content of one entry; and how deep it nests, what a caller may nest included.
#define WM_STORE_CONTENT_LONGEST ((size_t)1024 * 1024)
#define WM_STORE_CONTENT_DEEPEST 100u

struct wm_store {
    char *path;
    char *uri;                 // immutable after opening, as the path
    int lock;                  // descriptor of PATH.lock, which holds the flock
    _Atomic(bool) sync_failed; // set by whichever connection saw it, read by the writer
};

// A connection on an open store, set up for its work. `writing` decides what it may do.
WM_MUST_USE enum wm_status wm_store_connect(struct wm_store *store, bool writing, struct wm_sqlite *ret_connection,
                                            struct wm_error *error);

// The number of an organisation; 0 when it has neither entries nor rulesets.
WM_MUST_USE enum wm_status wm_store_organisation(struct wm_sqlite *connection, const char *organisation,
                                                 int64_t *ret_number, struct wm_error *error);
// The last entry of an organisation; seq 0 and zeros when there is none.
WM_MUST_USE enum wm_status wm_store_last(struct wm_sqlite *connection, int64_t organisation, int64_t *ret_seq,
                                         struct wm_sha256 *ret_hash, struct wm_error *error);
// The error for a person nobody knows, with the nearest id of those near it in order. Gives WM_NOT_FOUND, or what
// went wrong in looking.
enum wm_status wm_store_unknown_person(struct wm_sqlite *connection, int64_t organisation, const char *id,
                                       size_t length, struct wm_error *error);
// Something in the store contradicts itself. Gives WM_STORE.
enum wm_status wm_store_damaged(struct wm_error *error, const char *reason, const char *organisation, int64_t seq,
                                const char *what);
