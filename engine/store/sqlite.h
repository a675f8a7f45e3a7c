// SPDX-License-Identifier: MIT
// One SQLite connection: opened as the store wants it, its named statements, its errors as ours.
//
// A connection belongs to one thread at a time. Statements are prepared when first used and kept. Internal to
// engine/store.
#pragma once

#include "engine/base/json.h"
#include "engine/store/statements.h"

#include <sqlite3.h>
#include <stdatomic.h>

#define WM_SQLITE_PATIENCE 2000 // milliseconds: so long a connection waits for what another one holds

struct wm_sqlite {
    sqlite3 *handle;
    const char *path;           // for messages; KEEPS until closed
    _Atomic(bool) *sync_failed; // KEEPS until closed; set when a sync failed, on whichever thread; may be NULL
    sqlite3_stmt *statements[WM_SQL_COUNT];
};

// Gives SQLite our allocator. Once per process, before anything else touches SQLite; later calls do nothing.
WM_MUST_USE enum wm_status wm_sqlite_start(struct wm_error *error);
// `uri` is a file: URI or ":memory:". `flags` are SQLITE_OPEN_READWRITE and the like. On failure there is nothing to
// close.
WM_MUST_USE enum wm_status wm_sqlite_open(struct wm_sqlite *connection, const char *uri, int flags, const char *path,
                                          _Atomic(bool) *sync_failed, struct wm_error *error);
void wm_sqlite_close(struct wm_sqlite *connection); // accepts a zeroed one
// Runs SQL without results. `what` names it in errors.
WM_MUST_USE enum wm_status wm_sqlite_run(struct wm_sqlite *connection, const char *what, const char *sql,
                                         struct wm_error *error);
// One integer, e.g. of a PRAGMA.
WM_MUST_USE enum wm_status wm_sqlite_number(struct wm_sqlite *connection, const char *sql, int64_t *ret_number,
                                            struct wm_error *error);
// The error of an SQLite result code; notes a failed sync. `what` names the statement.
enum wm_status wm_sqlite_failed(struct wm_sqlite *connection, int code, const char *what, struct wm_error *error);
// Is a transaction open? SQLite ends one by itself after some errors.
bool wm_sqlite_in_transaction(const struct wm_sqlite *connection);
// Rolls back, unless SQLite has done so already.
void wm_sqlite_rollback(struct wm_sqlite *connection);

// A use of a named statement, on the stack: bind in order, then step. What fails in binding is told by the step.
struct wm_query {
    struct wm_sqlite *connection;
    sqlite3_stmt *statement;
    enum wm_sql sql;
    int bound;
    int code;
};
struct wm_query wm_query_begin(struct wm_sqlite *connection, enum wm_sql sql);
void wm_query_integer(struct wm_query *query, int64_t number);
void wm_query_text(struct wm_query *query, const char *text, size_t length);  // borrowed until wm_query_end
void wm_query_blob(struct wm_query *query, const void *bytes, size_t length); // the same
void wm_query_null(struct wm_query *query);
// The next row, or none. After a failure and after the last row only wm_query_end may follow.
WM_MUST_USE enum wm_status wm_query_step(struct wm_query *query, bool *ret_row, struct wm_error *error);
void wm_query_end(struct wm_query *query);
// Steps once to the end of a statement without rows, and ends.
WM_MUST_USE enum wm_status wm_query_run(struct wm_query *query, struct wm_error *error);
// A named statement without parameters and rows.
WM_MUST_USE enum wm_status wm_query_simple(struct wm_sqlite *connection, enum wm_sql sql, struct wm_error *error);

// Columns of the present row; borrowed until the next step.
bool wm_query_is_null(const struct wm_query *query, int column);
int64_t wm_query_get_integer(const struct wm_query *query, int column);
struct wm_text wm_query_get_bytes(const struct wm_query *query, int column); // of a TEXT or a BLOB
// Copies a BLOB of exactly `size` bytes; false when it is another size.
WM_MUST_USE bool wm_query_get_exactly(const struct wm_query *query, int column, void *bytes, size_t size);
