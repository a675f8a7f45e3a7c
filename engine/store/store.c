// SPDX-License-Identifier: MIT
// Opening. Nothing is touched before it is known to be ours:
//
//   1. PATH.lock is locked (flock), which keeps a second daemon out; WAL mode alone would let it in.
//   2. The file is looked at through an immutable connection: SQLite then takes no locks, rolls nothing back and
//      follows no write-ahead log. What is not ours, or newer, is refused here. Of one that is ours by its header no
//      more is looked at: a crash may have left the rest so that only its log or journal makes it whole.
//   3. It is opened for good, and looked at again with the log that a crash may have left. A refusal here leaves
//      the log as it was too (no checkpoint on close).
//   4. A new one is made in one transaction with a rollback journal, so that the file itself says what it is before
//      it is switched to WAL; an older one is migrated in one transaction.
//
// The database file is never opened but through SQLite: closing any descriptor of it would drop SQLite's locks.
#include "engine/store/store_private.h"

#include "engine/base/memory.h"
#include "engine/store/migrations.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SMALLEST 512         // bytes: a page of SQLite has no fewer
#define LOG_LIMIT "67108864" // bytes: what the write-ahead log is cut to once it has grown beyond

// --- The lock ---

static enum wm_status locked_by_another(const char *path, int lock, struct wm_error *error) {
    char holder[24] = "";
    ssize_t length = pread(lock, holder, sizeof holder - 1, 0);
    holder[length > 0 ? strspn(holder, "0123456789") : 0] = '\0';
    return wm_error_set(error, WM_STORE, "locked", "%s: another process%s%s%s has this store open: only one may", path,
                        holder[0] != '\0' ? " (" : "", holder, holder[0] != '\0' ? ")" : "");
}

static enum wm_status take_lock(const char *path, int *ret_lock, struct wm_error *error) {
    char *name = wm_alloc(strlen(path) + sizeof ".lock");
    if (name == NULL)
        return wm_error_no_memory(error);
    memcpy(name, path, strlen(path));
    memcpy(name + strlen(path), ".lock", sizeof ".lock");
    int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int number = errno;
    wm_free(name);
    if (lock < 0 && (number == EACCES || number == EROFS || number == EPERM))
        return wm_error_set(error, WM_STORE, "read-only", "%s.lock: the folder of the store cannot be written", path);
    if (lock < 0 && (number == ENOENT || number == ENOTDIR))
        return wm_error_set(error, WM_STORE, "io", "%s: the folder of the store does not exist: make it", path);
    if (lock < 0 && (number == ENOSPC || number == EDQUOT))
        return wm_error_set(error, WM_STORE, "disk-full", "%s.lock: the disk is full", path);
    if (lock < 0)
        return wm_error_set(error, WM_STORE, "io", "%s.lock: cannot be opened (errno %d)", path, number);
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        enum wm_status status = locked_by_another(path, lock, error);
        close(lock);
        return status;
    }
    // For people only: who holds it. A full disk does not matter here.
    char holder[24];
    int length = snprintf(holder, sizeof holder, "%ld\n", (long)getpid());
    bool told = ftruncate(lock, 0) == 0 && pwrite(lock, holder, (size_t)length, 0) == length;
    (void)told;
    *ret_lock = lock;
    return WM_OK;
}

// --- Whose is it? ---

static void add_escaped(struct wm_buffer *uri, const char *path) {
    for (const char *at = path; *at != '\0'; at++) {
        if (*at == '%' || *at == '?' || *at == '#')
            wm_buffer_printf(uri, "%%%02X", (unsigned)(unsigned char)*at);
        else
            wm_buffer_byte(uri, *at);
    }
}

// A URI so that a path is never taken for one; a new file gets the mode of the lock (0600), as do log and journal.
static char *make_uri(const char *path, bool immutable) {
    struct wm_buffer uri;
    wm_buffer_init(&uri, 64 * 1024);
    wm_buffer_text(&uri, "file:");
    add_escaped(&uri, path);
    if (immutable) {
        wm_buffer_text(&uri, "?immutable=1");
    } else {
        wm_buffer_text(&uri, "?modeof=");
        add_escaped(&uri, path);
        wm_buffer_text(&uri, ".lock");
    }
    return wm_buffer_steal(&uri);
}

static enum wm_status judge(const char *path, enum wm_store_state state, int64_t version, struct wm_error *error) {
    if (state == WM_STORE_NOT_OURS)
        return wm_error_set(error, WM_STORE, "not-ours",
                            "%s is a database, but not a Waymark store: it is left as it is", path);
    if (state == WM_STORE_NEWER)
        return wm_error_set(error, WM_STORE, "newer",
                            "%s is a store of version %" PRId64 ", this program knows up to %" PRId64
                            ": it is left as it is; use a newer program",
                            path, version, wm_migrations_version());
    return WM_OK;
}

static uint32_t big_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// What the header says. A crash may have left the rest in need of its log or journal; the header is whole from the
// moment there is one.
static enum wm_store_state header_state(const struct wm_sqlite *outside, int64_t *ret_version) {
    uint8_t header[100];
    sqlite3_file *file = NULL;
    int code = sqlite3_file_control(outside->handle, "main", SQLITE_FCNTL_FILE_POINTER, (void *)&file);
    if (code != SQLITE_OK || file->pMethods->xRead(file, header, (int)sizeof header, 0) != SQLITE_OK)
        return WM_STORE_NOT_OURS;
    *ret_version = big_endian(header + 60);
    if (memcmp(header, "SQLite format 3", 16) != 0 || big_endian(header + 68) != WM_STORE_APPLICATION ||
        *ret_version < 1)
        return WM_STORE_NOT_OURS;
    return *ret_version > wm_migrations_version() ? WM_STORE_NEWER : WM_STORE_OURS;
}

// Is there a journal of a transaction that began with an empty database? Then a crash in making a store has left this:
// SQLite takes back what there is, which is nobody's.
static enum wm_status was_being_made(const char *path, bool *ret_was, struct wm_error *error) {
    static const uint8_t magic[] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
    uint8_t header[28];
    char *name = wm_alloc(strlen(path) + sizeof "-journal");
    if (name == NULL)
        return wm_error_no_memory(error);
    memcpy(name, path, strlen(path));
    memcpy(name + strlen(path), "-journal", sizeof "-journal");
    int journal = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    wm_free(name);
    bool whole = journal >= 0 && pread(journal, header, sizeof header, 0) == (ssize_t)sizeof header;
    if (journal >= 0)
        close(journal);
    *ret_was = whole && memcmp(header, magic, sizeof magic) == 0 && big_endian(header + 16) == 0;
    return WM_OK;
}

static enum wm_status look_at_all(const char *path, off_t size, struct wm_sqlite *outside, struct wm_error *error) {
    int64_t version = 0;
    enum wm_store_state state = header_state(outside, &version);
    if (state != WM_STORE_NOT_OURS)
        return judge(path, state, version, error);
    bool unfinished = false;
    enum wm_status status = was_being_made(path, &unfinished, error);
    if (status != WM_OK || unfinished)
        return status;
    if (size < SMALLEST) // SQLite would take one of a single byte for an empty one
        return wm_error_set(error, WM_STORE, "not-ours", "%s: not a store: it is no SQLite database", path);
    status = wm_migrations_inspect(outside, &state, &version, error);
    return status == WM_OK ? judge(path, state, version, error) : status;
}

static enum wm_status look_from_outside(const char *path, struct wm_error *error) {
    struct stat about;
    if (stat(path, &about) != 0) {
        if (errno == ENOENT)
            return WM_OK;
        return wm_error_set(error, WM_STORE, "io", "%s: cannot be looked at (errno %d)", path, errno);
    }
    if (!S_ISREG(about.st_mode))
        return wm_error_set(error, WM_STORE, "not-ours", "%s is not a file", path);
    if (about.st_size == 0)
        return WM_OK;
    struct wm_sqlite outside;
    char *uri = make_uri(path, true);
    if (uri == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = wm_sqlite_open(&outside, uri, SQLITE_OPEN_READONLY, path, NULL, error);
    wm_free(uri);
    if (status != WM_OK)
        return status;
    status = look_at_all(path, about.st_size, &outside, error);
    wm_sqlite_close(&outside);
    return status;
}

// --- Opening for good ---

static enum wm_status keep_log_on_close(struct wm_sqlite *connection, bool keep, struct wm_error *error) {
    int code = sqlite3_db_config(connection->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, (int *)NULL);
    return code == SQLITE_OK ? WM_OK : wm_sqlite_failed(connection, code, "configure", error);
}

static enum wm_status switch_to_log(struct wm_sqlite *connection, struct wm_error *error) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(connection->handle, "PRAGMA journal_mode = WAL", -1, &statement, NULL);
    bool switched = false;
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        const char *mode = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
        switched = mode != NULL && strcmp(mode, "wal") == 0;
    }
    (void)sqlite3_finalize(statement);
    if (code != SQLITE_ROW)
        return wm_sqlite_failed(connection, code, "journal_mode", error);
    if (!switched)
        return wm_error_set(error, WM_STORE, "io", "%s: no write-ahead log is possible on this file system",
                            connection->path);
    return WM_OK;
}

static enum wm_status prepare(struct wm_sqlite *connection, struct wm_error *error) {
    enum wm_store_state state;
    int64_t version;
    enum wm_status status = keep_log_on_close(connection, true, error);
    if (status == WM_OK)
        status = wm_migrations_inspect(connection, &state, &version, error);
    if (status == WM_OK)
        status = judge(connection->path, state, version, error);
    if (status == WM_OK && (state == WM_STORE_EMPTY || version < wm_migrations_version()))
        status = wm_migrations_run(connection, error);
    if (status == WM_OK)
        status = switch_to_log(connection, error);
    if (status == WM_OK)
        status = keep_log_on_close(connection, false, error);
    return status;
}

static enum wm_status set_up(struct wm_sqlite *connection, bool writing, struct wm_error *error) {
    enum wm_status status = wm_sqlite_run(connection, "set up",
                                          "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                                          "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
                                          "PRAGMA cell_size_check = ON; PRAGMA wal_autocheckpoint = 0;"
                                          "PRAGMA cache_size = -8192; PRAGMA journal_size_limit = " LOG_LIMIT,
                                          error);
    if (status == WM_OK && !writing) // a checkpoint is still allowed
        status = wm_sqlite_run(connection, "set up", "PRAGMA query_only = ON", error);
    return status;
}

enum wm_status wm_store_connect(struct wm_store *store, bool writing, struct wm_sqlite *ret_connection,
                                struct wm_error *error) {
    struct wm_sqlite connection;
    enum wm_status status =
        wm_sqlite_open(&connection, store->uri, SQLITE_OPEN_READWRITE, store->path, &store->sync_failed, error);
    if (status != WM_OK)
        return status;
    status = set_up(&connection, writing, error);
    if (status == WM_OK)
        *ret_connection = connection;
    else
        wm_sqlite_close(&connection);
    return status;
}

static enum wm_status open_for_good(struct wm_store *store, struct wm_error *error) {
    struct wm_sqlite connection;
    enum wm_status status = wm_sqlite_open(&connection, store->uri, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                           store->path, &store->sync_failed, error);
    if (status != WM_OK)
        return status;
    // Before anything is read: reading would leave a log and an index that cannot be written, for good.
    if (sqlite3_db_readonly(connection.handle, "main") != 0)
        status = wm_error_set(error, WM_STORE, "read-only", "%s: the file cannot be written", store->path);
    if (status == WM_OK)
        status = wm_sqlite_run(&connection, "set up", "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY", error);
    if (status == WM_OK)
        status = prepare(&connection, error);
    wm_sqlite_close(&connection);
    return status;
}

enum wm_status wm_store_open(const char *path, struct wm_store **ret_store, struct wm_error *error) {
    enum wm_status status = wm_sqlite_start(error);
    if (status != WM_OK)
        return status;
    struct wm_store *store = wm_alloc_zero(1, sizeof *store);
    if (store == NULL)
        return wm_error_no_memory(error);
    store->lock = -1;
    atomic_init(&store->sync_failed, false);
    store->path = wm_dup(path);
    store->uri = make_uri(path, false);
    if (store->path == NULL || store->uri == NULL)
        status = wm_error_no_memory(error);
    if (status == WM_OK)
        status = take_lock(path, &store->lock, error);
    if (status == WM_OK)
        status = look_from_outside(path, error);
    if (status == WM_OK)
        status = open_for_good(store, error);
    if (status != WM_OK) {
        wm_store_close(store);
        return status;
    }
    *ret_store = store;
    return WM_OK;
}

void wm_store_close(struct wm_store *store) {
    if (store == NULL)
        return;
    if (store->lock >= 0)
        close(store->lock); // the file stays: removing it would let two others lock two different files
    wm_free(store->uri);
    wm_free(store->path);
    wm_free(store);
}

const char *wm_store_path(const struct wm_store *store) {
    return store->path;
}
