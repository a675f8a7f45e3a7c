// SPDX-License-Identifier: MIT
#include "engine/daemon/writer.h"

#include "engine/base/log.h"
#include "engine/base/memory.h"

#include <string.h>

#define GROUP_MOST 1024 // writes of one commit
#define REQUEST_DEPTH 32
#define LOG_PAGES 16384 // 64 MiB: about as long the store's log gets
#define ARENA_LARGEST ((size_t)256 << 20)

// What the writer's thread alone touches.
struct owner {
    struct wm_store_writer *connection;
    struct wm_json_reader *reader;
    struct wm_arena arena;
};

struct wm_writer {
    struct wm_worker *worker;
    struct owner owner;
    // The loop's.
    size_t bytes, bytes_capacity;
    struct wm_writer_counts counts;
    bool troubled;
    struct wm_error trouble;
};

// --- on the writer's thread ---

static struct wm_source *sources_of(struct owner *owner, const struct wm_ruleset_file *files, uint32_t count) {
    struct wm_source *sources = wm_arena_zero(&owner->arena, (size_t)count + 1, sizeof *sources);
    for (uint32_t i = 0; i < count && sources != NULL; i++)
        sources[i] = (struct wm_source){files[i].path, files[i].bytes, files[i].length};
    return sources;
}

static void keep(struct owner *owner, struct wm_write *write) {
    const struct wm_ruleset *ruleset = write->ruleset;
    const struct wm_keep kept = {.activation = &write->activation,
                                 .sources = sources_of(owner, ruleset->files, ruleset->file_count),
                                 .count = ruleset->file_count,
                                 .beside = sources_of(owner, ruleset->beside, ruleset->beside_count),
                                 .beside_count = ruleset->beside_count};
    memcpy(write->activation.rules, ruleset->hash, sizeof write->activation.rules);
    if (kept.sources == NULL || kept.beside == NULL)
        write->status = wm_error_no_memory(&write->error);
    else
        write->status =
            wm_store_keep_signed(owner->connection, ruleset->organisation, &kept, &write->number, &write->error);
    wm_arena_reset(&owner->arena);
}

static void append(struct owner *owner, struct wm_write *write) {
    struct wm_append request = {.organisation = NULL};
    write->status = write->build(write, owner->reader, &owner->arena, &request, &write->error);
    if (write->status == WM_OK)
        write->status = wm_store_append(owner->connection, &request, &write->appended, &write->error);
    wm_arena_reset(&owner->arena);
}

// The group is lost: whoever was not refused on its own account gets the store's error. A conflict may have been one
// with a neighbour's entry, which does not exist now.
static void fail_group(struct wm_task *first, const struct wm_error *error) {
    for (struct wm_task *task = first; task != NULL; task = task->next) {
        struct wm_write *write = (struct wm_write *)task;
        bool refused = write->status != WM_OK && write->status != WM_CONFLICT;
        if (write->kind == WM_WRITE_APPEND && !refused) {
            write->status = error->status;
            write->error = *error;
        }
    }
}

static enum wm_status append_all(struct owner *owner, struct wm_task *first, struct wm_error *error) {
    enum wm_status status = wm_store_begin(owner->connection, error);
    if (status != WM_OK)
        return status;
    for (struct wm_task *task = first; task != NULL; task = task->next) {
        struct wm_write *write = (struct wm_write *)task;
        if (write->kind == WM_WRITE_APPEND)
            append(owner, write);
    }
    // A refusal was undone alone; when the store gave the whole group up, the commit says so.
    return wm_store_commit(owner->connection, error);
}

static void run(void *context, struct wm_task *first) {
    struct owner *owner = context;
    bool appends = false;
    for (struct wm_task *task = first; task != NULL; task = task->next) {
        struct wm_write *write = (struct wm_write *)task;
        write->status = WM_OK;
        if (write->kind == WM_WRITE_KEEP) {
            keep(owner, write);
        } else if (write->kind == WM_WRITE_APPEND) {
            write->opens_group = !appends;
            appends = true;
        }
    }
    struct wm_error error = {.status = WM_OK};
    if (wm_store_shorten_log(owner->connection, LOG_PAGES, &error) != WM_OK)
        wm_log_error(WM_LOG_WARNING, "writer", &error);
    if (appends && append_all(owner, first, &error) != WM_OK)
        fail_group(first, &error);
    for (struct wm_task *task = first; task != NULL; task = task->next) {
        struct wm_write *write = (struct wm_write *)task;
        if (write->kind == WM_WRITE_PACK) // after everybody's commit
            write->status = wm_store_packing_write(owner->connection, write->packing, &write->error);
        else if (write->kind == WM_WRITE_EVENTS)
            write->status = wm_store_keep_events(owner->connection, write->batch, &write->span, &write->error);
    }
}

// --- on the loop ---

// Once when it begins or changes, and once when it is over: not for every write that is refused.
static void tell_trouble(const struct wm_writer *writer, const struct wm_write *write) {
    if (write->status == WM_STORE && !(writer->troubled && strcmp(writer->trouble.reason, write->error.reason) == 0))
        wm_log_error(WM_LOG_ERROR, "writer", &write->error);
    if (write->status == WM_OK && writer->troubled)
        wm_log(WM_LOG_NOTICE, "writer", "the store is written again");
}

static void settle(struct wm_writer *writer, const struct wm_write *write) {
    struct wm_writer_counts *counts = &writer->counts;
    writer->bytes -= write->bytes;
    counts->groups += write->opens_group;
    if (write->status == WM_OK)
        counts->writes += write->kind == WM_WRITE_APPEND || write->kind == WM_WRITE_KEEP; // the others are nobody's
    else if (write->status == WM_STORE)
        counts->failed++;
    else
        counts->refused++;
    tell_trouble(writer, write);
    if (write->status == WM_STORE)
        writer->trouble = write->error;
    if (write->status == WM_OK || write->status == WM_STORE)
        writer->troubled = write->status == WM_STORE;
}

static void on_done(struct wm_task *task) {
    struct wm_write *write = (struct wm_write *)task;
    settle(write->writer, write);
    write->then(task);
}

static void owner_clear(struct owner *owner) {
    wm_store_writer_close(owner->connection);
    wm_json_reader_free(owner->reader);
    wm_arena_clear(&owner->arena);
}

enum wm_status wm_writer_start(uv_loop_t *loop, struct wm_store *store, size_t capacity, size_t bytes_capacity,
                               size_t message, struct wm_writer **ret_writer, struct wm_error *error) {
    struct wm_writer *writer = wm_alloc_zero(1, sizeof *writer);
    if (writer == NULL)
        return wm_error_no_memory(error);
    struct owner *owner = &writer->owner;
    wm_arena_init(&owner->arena, ARENA_LARGEST);
    writer->bytes_capacity = bytes_capacity;
    enum wm_status status = wm_store_writer_open(store, &owner->connection, error);
    if (status == WM_OK)
        status = wm_json_reader_new(message, REQUEST_DEPTH, &owner->reader, error);
    void *owners[] = {owner};
    struct wm_worker_form form = {
        .name = "writer", .threads = 1, .capacity = capacity, .most = GROUP_MOST, .run = run, .owners = owners};
    if (status == WM_OK)
        status = wm_worker_start(loop, &form, &writer->worker, error);
    if (status != WM_OK) {
        owner_clear(owner);
        wm_free(writer);
        return status;
    }
    *ret_writer = writer;
    return WM_OK;
}

enum wm_status wm_writer_submit(struct wm_writer *writer, struct wm_write *write, struct wm_error *error) {
    if (write->bytes > writer->bytes_capacity - writer->bytes)
        return wm_error_set(error, WM_BUSY, "queue-full", "%zu bytes wait for the writer already: try again later",
                            writer->bytes);
    write->writer = writer;
    write->then = write->task.done;
    write->task.done = on_done;
    write->opens_group = false;
    enum wm_status status = wm_worker_submit(writer->worker, &write->task, error);
    if (status == WM_OK)
        writer->bytes += write->bytes;
    else
        write->task.done = write->then;
    return status;
}

size_t wm_writer_waiting(struct wm_writer *writer) {
    return wm_worker_waiting(writer->worker);
}

struct wm_writer_counts wm_writer_counts(const struct wm_writer *writer) {
    return writer->counts;
}

const struct wm_error *wm_writer_trouble(const struct wm_writer *writer) {
    return writer->troubled ? &writer->trouble : NULL;
}

void wm_writer_stop(struct wm_writer *writer) {
    if (writer == NULL)
        return;
    wm_worker_stop(writer->worker);
    owner_clear(&writer->owner);
    wm_free(writer);
}
