// SPDX-License-Identifier: MIT
#include "engine/daemon/reader.h"

#include "engine/base/memory.h"

struct wm_readers {
    struct wm_worker *worker;
    struct wm_store_reader *connections[WM_WORKER_THREADS];
    uint32_t count;
};

static void run(void *owner, struct wm_task *first) {
    for (struct wm_task *task = first; task != NULL; task = task->next) {
        struct wm_read *read = (struct wm_read *)task;
        read->status = read->run(read, owner, &read->error);
    }
}

static void clear(struct wm_readers *readers) {
    for (uint32_t i = 0; i < readers->count; i++)
        wm_store_reader_close(readers->connections[i]);
    wm_free(readers);
}

enum wm_status wm_readers_start(uv_loop_t *loop, struct wm_store *store, const char *name, uint32_t threads,
                                size_t capacity, struct wm_readers **ret_readers, struct wm_error *error) {
    wm_require(threads <= WM_WORKER_THREADS);
    struct wm_readers *readers = wm_alloc_zero(1, sizeof *readers);
    if (readers == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    void *owners[WM_WORKER_THREADS] = {NULL};
    while (status == WM_OK && readers->count < threads) {
        status = wm_store_reader_open(store, &readers->connections[readers->count], error);
        if (status == WM_OK) {
            owners[readers->count] = readers->connections[readers->count];
            readers->count++;
        }
    }
    struct wm_worker_form form = {
        .name = name, .threads = threads, .capacity = capacity, .most = 1, .run = run, .owners = owners};
    if (status == WM_OK)
        status = wm_worker_start(loop, &form, &readers->worker, error);
    if (status != WM_OK) {
        clear(readers);
        return status;
    }
    *ret_readers = readers;
    return WM_OK;
}

enum wm_status wm_readers_submit(struct wm_readers *readers, struct wm_read *read, struct wm_error *error) {
    return wm_worker_submit(readers->worker, &read->task, error);
}

size_t wm_readers_waiting(struct wm_readers *readers) {
    return wm_worker_waiting(readers->worker);
}

void wm_readers_stop(struct wm_readers *readers) {
    if (readers == NULL)
        return;
    wm_worker_stop(readers->worker);
    clear(readers);
}
