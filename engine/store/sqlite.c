// SPDX-License-Identifier: MIT
#include "engine/store/sqlite.h"

#include "engine/base/memory.h"
#include "engine/store/store.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <string.h>

// --- Memory: SQLite asks our seam, so that what it takes is counted and can fail on purpose. ---

static atomic_int_fast64_t bytes_now; // relaxed, as the seam's own
static atomic_int_fast64_t blocks_now;

static int seam_size(void *block) {
    return block != NULL ? (int)malloc_usable_size(block) : 0; // wm_alloc adds no header of its own
}

static void count(int64_t bytes, int64_t blocks) {
    atomic_fetch_add_explicit(&bytes_now, bytes, memory_order_relaxed);
    if (blocks != 0)
        atomic_fetch_add_explicit(&blocks_now, blocks, memory_order_relaxed);
}

static void *seam_alloc(int size) {
    void *block = size > 0 ? wm_alloc((size_t)size) : NULL;
    if (block != NULL)
        count(seam_size(block), 1);
    return block;
}

static void *seam_realloc(void *block, int size) {
    int before = seam_size(block);
    void *moved = wm_realloc(block, (size_t)size);
    if (moved != NULL)
        count(seam_size(moved) - before, block == NULL ? 1 : 0);
    return moved;
}

static void seam_free(void *block) {
    if (block != NULL)
        count(-seam_size(block), -1);
    wm_free(block);
}

struct wm_memory_count wm_store_memory(void) {
    return (struct wm_memory_count){.bytes = atomic_load_explicit(&bytes_now, memory_order_relaxed),
                                    .blocks = atomic_load_explicit(&blocks_now, memory_order_relaxed)};
}

static int seam_round(int size) {
    return (size + 7) & ~7;
}

static int seam_begin(void *unused) {
    (void)unused;
    return SQLITE_OK;
}

static void seam_end(void *unused) {
    (void)unused;
}

static pthread_once_t started = PTHREAD_ONCE_INIT;
static int start_code; // written once, under `started`

static void start(void) {
    static const sqlite3_mem_methods methods = {seam_alloc, seam_free,  seam_realloc, seam_size,
                                                seam_round, seam_begin, seam_end,     NULL};
    start_code = sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
    // Our seam counts already; SQLite's own statistics would take a lock for every allocation.
    if (start_code == SQLITE_OK)
        start_code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (start_code == SQLITE_OK)
        start_code = sqlite3_initialize();
}

enum wm_status wm_sqlite_start(struct wm_error *error) {
    pthread_once(&started, start);
    if (start_code != SQLITE_OK)
        return wm_error_set(error, WM_INTERNAL, NULL, "SQLite could not be started: %s", sqlite3_errstr(start_code));
    return WM_OK;
}

// --- Errors ---

static enum wm_status refused(int code, int number, const struct wm_sqlite *connection, const char *what,
                              struct wm_error *error) {
    const char *path = connection->path;
    switch (code & 0xff) {
    case SQLITE_FULL:
        return wm_error_set(error, WM_STORE, "disk-full", "%s: the disk is full: make room, then try again", path);
    case SQLITE_READONLY:
        return wm_error_set(error, WM_STORE, "read-only", "%s: the store cannot be written: %s", path,
                            sqlite3_errstr(code));
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT: // the writer checks before it writes: what it found and what is there disagree
        return wm_error_set(error, WM_STORE, "corrupt", "%s: the store is damaged (%s: %s): restore it from a backup",
                            path, what, sqlite3_errmsg(connection->handle));
    case SQLITE_NOTADB:
        return wm_error_set(error, WM_STORE, "not-ours", "%s: not a store: it is no SQLite database", path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return wm_error_set(error, WM_STORE, "locked", "%s: another program holds the database", path);
    case SQLITE_CANTOPEN:
        if (number == EACCES || number == EPERM || number == EROFS)
            return wm_error_set(error, WM_STORE, "read-only", "%s: the file or its folder cannot be written", path);
        return wm_error_set(error, WM_STORE, "io", "%s: the file cannot be opened (errno %d)", path, number);
    case SQLITE_TOOBIG: return wm_error_set(error, WM_LIMIT, "length", "%s: a value is too large for the store", path);
    case SQLITE_INTERRUPT: return wm_error_set(error, WM_BUSY, NULL, "%s: interrupted", path);
    default: return wm_error_set(error, WM_INTERNAL, NULL, "%s: %s: %s", path, what, sqlite3_errstr(code));
    }
}

// The errno of what failed last. The files are asked, the log or journal first, because a failing COMMIT leaves no trace
// in sqlite3_system_errno.
static int last_errno(const struct wm_sqlite *connection) {
    int number = 0;
    sqlite3_file *journal = NULL;
    if (connection->handle == NULL)
        return errno;
    (void)sqlite3_file_control(connection->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, (void *)&journal);
    if (journal != NULL && journal->pMethods != NULL && journal->pMethods->xFileControl != NULL)
        (void)journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &number);
    if (number == 0)
        (void)sqlite3_file_control(connection->handle, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
    return number != 0 ? number : sqlite3_system_errno(connection->handle);
}

enum wm_status wm_sqlite_failed(struct wm_sqlite *connection, int code, const char *what, struct wm_error *error) {
    if (code == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
        return wm_error_no_memory(error);
    if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
        // The kernel may have dropped the pages it could not write: nothing later can be trusted to be durable.
        if (connection->sync_failed != NULL)
            atomic_store(connection->sync_failed, true);
        return wm_error_set(error, WM_STORE, "io",
                            "%s: a sync failed: the store is read-only until it is opened again; what was acknowledged "
                            "before is kept",
                            connection->path);
    }
    int number = last_errno(connection);
    // SQLite says SQLITE_FULL for ENOSPC only, and not when it is the log's index that cannot grow.
    bool no_room = number == ENOSPC || number == EDQUOT || number == EFBIG;
    if (code == SQLITE_IOERR_SHMSIZE || (code == SQLITE_IOERR_WRITE && no_room))
        return refused(SQLITE_FULL, number, connection, what, error);
    if ((code & 0xff) == SQLITE_IOERR)
        return wm_error_set(error, WM_STORE, "io", "%s: reading or writing failed (%s: %s, errno %d)", connection->path,
                            what, sqlite3_errstr(code), number);
    return refused(code, number, connection, what, error);
}

bool wm_sqlite_in_transaction(const struct wm_sqlite *connection) {
    return sqlite3_get_autocommit(connection->handle) == 0;
}

// --- Opening ---

static int configure(sqlite3 *handle) {
    static const struct {
        int option, value;
    } settings[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        int code = sqlite3_db_config(handle, settings[i].option, settings[i].value, (int *)NULL);
        if (code != SQLITE_OK)
            return code;
    }
#ifdef WM_FAULTS
    // No private reserve of small blocks: each allocation can fail on purpose, and the sanitizer sees each.
    (void)sqlite3_db_config(handle, SQLITE_DBCONFIG_LOOKASIDE, (void *)NULL, 0, 0);
#endif
    (void)sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    return sqlite3_busy_timeout(handle, WM_SQLITE_PATIENCE);
}

enum wm_status wm_sqlite_open(struct wm_sqlite *connection, const char *uri, int flags, const char *path,
                              _Atomic(bool) *sync_failed, struct wm_error *error) {
    struct wm_sqlite opened = {.path = path, .sync_failed = sync_failed};
    int code = sqlite3_open_v2(uri, &opened.handle,
                               flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK)
        code = configure(opened.handle);
    if (code != SQLITE_OK) {
        enum wm_status status = wm_sqlite_failed(&opened, code, "open", error);
        (void)sqlite3_close(opened.handle);
        return status;
    }
    *connection = opened;
    return WM_OK;
}

void wm_sqlite_close(struct wm_sqlite *connection) {
    for (size_t i = 0; i < WM_SQL_COUNT; i++)
        (void)sqlite3_finalize(connection->statements[i]); // gives the last step's error again
    if (connection->handle != NULL)
        wm_require(sqlite3_close(connection->handle) == SQLITE_OK); // else a statement or backup is still open
    *connection = (struct wm_sqlite){0};
}

enum wm_status wm_sqlite_run(struct wm_sqlite *connection, const char *what, const char *sql, struct wm_error *error) {
    int code = sqlite3_exec(connection->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? WM_OK : wm_sqlite_failed(connection, code, what, error);
}

enum wm_status wm_sqlite_number(struct wm_sqlite *connection, const char *sql, int64_t *ret_number,
                                struct wm_error *error) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(connection->handle, sql, -1, &statement, NULL);
    int64_t number = 0;
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            number = sqlite3_column_int64(statement, 0);
    }
    (void)sqlite3_finalize(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return wm_sqlite_failed(connection, code, sql, error);
    *ret_number = number;
    return WM_OK;
}

// --- Named statements ---

static const struct {
    const char *name, *text;
} named[WM_SQL_COUNT] = {
#define X(name, text) {#name, text},
    WM_SQL_MAP(X)
#undef X
};

struct wm_query wm_query_begin(struct wm_sqlite *connection, enum wm_sql sql) {
    struct wm_query query = {.connection = connection, .statement = connection->statements[sql], .sql = sql};
    if (query.statement == NULL) {
        query.code = sqlite3_prepare_v3(connection->handle, named[sql].text, -1, SQLITE_PREPARE_PERSISTENT,
                                        &query.statement, NULL);
        connection->statements[sql] = query.statement;
    }
    return query;
}

static void bound(struct wm_query *query, int code) {
    if (query->code == SQLITE_OK)
        query->code = code;
}

void wm_query_integer(struct wm_query *query, int64_t number) {
    if (query->code == SQLITE_OK)
        bound(query, sqlite3_bind_int64(query->statement, ++query->bound, number));
}

void wm_query_text(struct wm_query *query, const char *text, size_t length) {
    if (query->code == SQLITE_OK) // a NULL pointer would bind NULL
        bound(query, sqlite3_bind_text64(query->statement, ++query->bound, length > 0 ? text : "", length,
                                         SQLITE_STATIC, SQLITE_UTF8));
}

void wm_query_blob(struct wm_query *query, const void *bytes, size_t length) {
    if (query->code == SQLITE_OK) // a NULL pointer would bind NULL
        bound(query,
              sqlite3_bind_blob64(query->statement, ++query->bound, length > 0 ? bytes : "", length, SQLITE_STATIC));
}

void wm_query_null(struct wm_query *query) {
    if (query->code == SQLITE_OK)
        bound(query, sqlite3_bind_null(query->statement, ++query->bound));
}

enum wm_status wm_query_step(struct wm_query *query, bool *ret_row, struct wm_error *error) {
    if (query->code == SQLITE_OK || query->code == SQLITE_ROW)
        query->code = sqlite3_step(query->statement);
    if (query->code != SQLITE_ROW && query->code != SQLITE_DONE)
        return wm_sqlite_failed(query->connection, query->code, named[query->sql].name, error);
    *ret_row = query->code == SQLITE_ROW;
    return WM_OK;
}

void wm_query_end(struct wm_query *query) {
    (void)sqlite3_reset(query->statement); // gives the step's error again
}

enum wm_status wm_query_run(struct wm_query *query, struct wm_error *error) {
    bool row;
    enum wm_status status = wm_query_step(query, &row, error);
    wm_query_end(query);
    return status;
}

enum wm_status wm_query_simple(struct wm_sqlite *connection, enum wm_sql sql, struct wm_error *error) {
    struct wm_query query = wm_query_begin(connection, sql);
    return wm_query_run(&query, error);
}

bool wm_query_is_null(const struct wm_query *query, int column) {
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

int64_t wm_query_get_integer(const struct wm_query *query, int column) {
    return sqlite3_column_int64(query->statement, column);
}

struct wm_text wm_query_get_bytes(const struct wm_query *query, int column) {
    // Of a TEXT too: asking for it as text would copy it to add a NUL.
    const char *bytes = sqlite3_column_blob(query->statement, column);
    if (bytes == NULL)
        return (struct wm_text){"", 0};
    return (struct wm_text){bytes, (size_t)sqlite3_column_bytes(query->statement, column)};
}

bool wm_query_get_exactly(const struct wm_query *query, int column, void *bytes, size_t size) {
    struct wm_text found = wm_query_get_bytes(query, column);
    if (found.length != size)
        return false;
    memcpy(bytes, found.data, size);
    return true;
}

void wm_sqlite_rollback(struct wm_sqlite *connection) {
    if (!wm_sqlite_in_transaction(connection))
        return;
    struct wm_query query = wm_query_begin(connection, WM_SQL_ROLLBACK);
    if (query.statement != NULL)
        (void)sqlite3_step(query.statement); // its only failure is that SQLite was first
    else
        (void)sqlite3_exec(connection->handle, "ROLLBACK", NULL, NULL, NULL);
    wm_query_end(&query);
}
