// SPDX-License-Identifier: MIT
// One group of requests: begin, appends, commit; and what happens to it when something fails.
//
// A refused request is undone by its savepoint and the group goes on. When SQLite itself gives the transaction up
// (disk full, no memory, a failed write), all of the group is gone: later appends and the commit say so.
#include "engine/store/writer.h"

#include "engine/base/memory.h"

#include <string.h>

#define READERS_MILLISECONDS 100 // so long the log waits for them

static int on_commit(void *context, sqlite3 *handle, const char *name, int pages) {
    struct wm_store_writer *writer = context;
    (void)handle;
    (void)name;
    if (pages < writer->log_pages)
        writer->log_tried = 0;
    writer->log_pages = pages;
    return SQLITE_OK;
}

enum wm_status wm_store_writer_open(struct wm_store *store, struct wm_store_writer **ret_writer,
                                    struct wm_error *error) {
    struct wm_store_writer *writer = wm_alloc_zero(1, sizeof *writer);
    if (writer == NULL)
        return wm_error_no_memory(error);
    writer->store = store;
    wm_buffer_init(&writer->json, WM_STORE_CONTENT_LONGEST);
    enum wm_status status =
        wm_json_reader_new(WM_STORE_CONTENT_LONGEST, WM_STORE_CONTENT_DEEPEST, &writer->reader, error);
    if (status == WM_OK)
        status = wm_store_connect(store, true, &writer->connection, error);
    if (status != WM_OK) {
        wm_store_writer_close(writer);
        return status;
    }
    (void)sqlite3_wal_hook(writer->connection.handle, on_commit, writer);
    *ret_writer = writer;
    return WM_OK;
}

void wm_store_writer_close(struct wm_store_writer *writer) {
    if (writer == NULL)
        return;
    if (writer->begun)
        wm_store_rollback(writer);
    wm_sqlite_close(&writer->connection);
    wm_writer_forget(writer);
    wm_free(writer->heads);
    wm_buffer_clear(&writer->json);
    wm_json_reader_free(writer->reader);
    wm_free(writer);
}

// --- Heads ---

void wm_writer_forget(struct wm_store_writer *writer) {
    for (size_t i = 0; i < writer->head_count; i++)
        wm_free(writer->heads[i].organisation);
    writer->head_count = 0;
}

static enum wm_status read_head(struct wm_store_writer *writer, const char *organisation, struct wm_ledger_head *head,
                                struct wm_error *error) {
    enum wm_status status = wm_store_organisation(&writer->connection, organisation, &head->number, error);
    if (status == WM_OK && head->number != 0)
        status = wm_store_last(&writer->connection, head->number, &head->seq, &head->hash, error);
    return status;
}

enum wm_status wm_writer_head(struct wm_store_writer *writer, const char *organisation,
                              struct wm_ledger_head **ret_head, struct wm_error *error) {
    for (size_t i = 0; i < writer->head_count; i++) {
        if (strcmp(writer->heads[i].organisation, organisation) == 0) {
            *ret_head = &writer->heads[i];
            return WM_OK;
        }
    }
    if (writer->head_count == writer->head_room) {
        size_t room = writer->head_room == 0 ? 8 : 2 * writer->head_room;
        struct wm_ledger_head *heads = wm_realloc(writer->heads, room * sizeof *heads);
        if (heads == NULL)
            return wm_error_no_memory(error);
        writer->heads = heads;
        writer->head_room = room;
    }
    struct wm_ledger_head head = {.organisation = wm_dup(organisation)};
    if (head.organisation == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = read_head(writer, organisation, &head, error);
    if (status != WM_OK) {
        wm_free(head.organisation);
        return status;
    }
    writer->heads[writer->head_count] = head;
    *ret_head = &writer->heads[writer->head_count++];
    return WM_OK;
}

enum wm_status wm_writer_own(struct wm_store_writer *writer, struct wm_ledger_head *head, struct wm_error *error) {
    if (head->number != 0)
        return WM_OK;
    struct wm_query query = wm_query_begin(&writer->connection, WM_SQL_ORGANISATION_ADD);
    wm_query_text(&query, head->organisation, strlen(head->organisation));
    enum wm_status status = wm_query_run(&query, error);
    if (status == WM_OK)
        head->number = sqlite3_last_insert_rowid(writer->connection.handle);
    return status;
}

// --- A group ---

enum wm_status wm_writer_may_write(const struct wm_store_writer *writer, struct wm_error *error) {
    if (!atomic_load(&writer->store->sync_failed))
        return WM_OK;
    return wm_error_set(error, WM_STORE, "read-only",
                        "%s: a sync failed earlier: nothing is written until the store is opened again",
                        writer->store->path);
}

enum wm_status wm_store_begin(struct wm_store_writer *writer, struct wm_error *error) {
    if (!wm_expect(!writer->begun))
        return wm_error_set(error, WM_INTERNAL, NULL, "a group of writes is open already");
    enum wm_status status = wm_writer_may_write(writer, error);
    if (status == WM_OK)
        status = wm_query_simple(&writer->connection, WM_SQL_BEGIN_WRITING, error);
    if (status != WM_OK)
        return status;
    writer->begun = true;
    writer->group_failed = false;
    return WM_OK;
}

void wm_store_rollback(struct wm_store_writer *writer) {
    wm_sqlite_rollback(&writer->connection);
    wm_writer_forget(writer);
    writer->begun = false;
    writer->group_failed = false;
}

enum wm_status wm_store_commit(struct wm_store_writer *writer, struct wm_error *error) {
    if (!wm_expect(writer->begun))
        return wm_error_set(error, WM_INTERNAL, NULL, "no group of writes is open");
    enum wm_status status = WM_OK;
    if (writer->group_failed) {
        status = writer->failure.status;
        if (error != NULL)
            *error = writer->failure;
    } else {
        status = wm_query_simple(&writer->connection, WM_SQL_COMMIT, error);
    }
    if (status != WM_OK) {
        wm_store_rollback(writer);
        return status;
    }
    writer->begun = false;
    return WM_OK;
}

// --- The log ---

enum wm_status wm_store_shorten_log(struct wm_store_writer *writer, int64_t most, struct wm_error *error) {
    sqlite3 *handle = writer->connection.handle;
    int pages = -1;
    bool due = writer->log_pages - writer->log_tried >= most;
    if (!due || atomic_load(&writer->store->sync_failed)) // then the next group is refused, and says why
        return WM_OK;
    (void)sqlite3_busy_timeout(handle, READERS_MILLISECONDS);
    int code = sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_RESTART, &pages, NULL);
    (void)sqlite3_busy_timeout(handle, WM_SQLITE_PATIENCE);
    if (code == SQLITE_OK) {
        writer->log_pages = writer->log_tried = 0;
        return WM_OK;
    }
    if (code == SQLITE_BUSY && pages < 0) // another checkpoint is under way: after the next group
        return WM_OK;
    writer->log_tried = writer->log_pages;
    return code == SQLITE_BUSY ? WM_OK : wm_sqlite_failed(&writer->connection, code, "checkpoint", error);
}
