// SPDX-License-Identifier: MIT
// The schema, as numbered steps. A step is never changed once released: a change is a further step.
// Internal to engine/store.
#pragma once

#include "engine/store/sqlite.h"

#define WM_STORE_APPLICATION 0x57614D6B // "WaMk": PRAGMA application_id

// What an open database is, as far as its header and schema say.
enum wm_store_state { WM_STORE_EMPTY, WM_STORE_OURS, WM_STORE_NEWER, WM_STORE_NOT_OURS };
WM_MUST_USE enum wm_status wm_migrations_inspect(struct wm_sqlite *connection, enum wm_store_state *ret_state,
                                                 int64_t *ret_version, struct wm_error *error);
int64_t wm_migrations_version(void); // the newest: what this program reads and writes
// Brings an empty or an older database to the newest version, in one transaction: all of it or nothing.
WM_MUST_USE enum wm_status wm_migrations_run(struct wm_sqlite *connection, struct wm_error *error);
// The same with other steps, steps[0] making version 1: for tests.
WM_MUST_USE enum wm_status wm_migrations_apply(struct wm_sqlite *connection, const char *const *steps, size_t count,
                                               struct wm_error *error);
// The schema as it is, as text; and as it should be (in a database in memory).
WM_MUST_USE enum wm_status wm_migrations_schema(struct wm_sqlite *connection, struct wm_buffer *ret_text,
                                                struct wm_error *error);
WM_MUST_USE enum wm_status wm_migrations_expected(struct wm_buffer *ret_text, struct wm_error *error);
