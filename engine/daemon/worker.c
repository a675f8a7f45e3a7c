// SPDX-License-Identifier: MIT
#include "engine/daemon/worker.h"

#include "engine/base/log.h"
#include "engine/base/memory.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

#define DONE_BUDGET 256 // tasks handed back in one go; the loop's other work comes between

struct list {
    struct wm_task *first;
    struct wm_task **end;
};

struct thread {
    struct wm_worker *worker;
    void *owner;
    uv_thread_t handle;
};

struct wm_worker {
    struct wm_worker_form form;
    uv_async_t async;
    uv_mutex_t mutex; // guards what stands below
    uv_cond_t work;
    struct list queue;
    size_t waiting;
    struct list finished;
    bool stopping;
    uint32_t started;
    struct thread threads[WM_WORKER_THREADS];
};

static void list_init(struct list *list) {
    list->first = NULL;
    list->end = &list->first;
}

static void list_add(struct list *list, struct wm_task *task) {
    task->next = NULL;
    *list->end = task;
    list->end = &task->next;
}

// --- on the worker's threads ---

// Under the mutex.
static struct wm_task *take(struct wm_worker *worker) {
    struct wm_task *first = worker->queue.first;
    struct wm_task *last = first;
    size_t taken = 1;
    while (taken < worker->form.most && last->next != NULL) {
        last = last->next;
        taken++;
    }
    worker->queue.first = last->next;
    if (last->next == NULL)
        worker->queue.end = &worker->queue.first;
    last->next = NULL;
    worker->waiting -= taken;
    return first;
}

static void give_back(struct wm_worker *worker, struct wm_task *first) {
    while (first != NULL) {
        struct wm_task *next = first->next;
        list_add(&worker->finished, first);
        first = next;
    }
}

static void work(void *argument) {
    struct thread *thread = argument;
    struct wm_worker *worker = thread->worker;
    pthread_setname_np(pthread_self(), worker->form.name);
    uv_mutex_lock(&worker->mutex);
    for (;;) {
        while (worker->queue.first == NULL && !worker->stopping)
            uv_cond_wait(&worker->work, &worker->mutex);
        if (worker->queue.first == NULL)
            break;
        struct wm_task *first = take(worker);
        uv_mutex_unlock(&worker->mutex);
        worker->form.run(thread->owner, first);
        uv_mutex_lock(&worker->mutex);
        give_back(worker, first);
        uv_async_send(&worker->async);
    }
    uv_mutex_unlock(&worker->mutex);
}

// --- on the loop ---

// False when something is left for the next time.
static bool hand_back(struct wm_worker *worker, size_t budget) {
    uv_mutex_lock(&worker->mutex);
    struct wm_task *first = worker->finished.first;
    list_init(&worker->finished);
    uv_mutex_unlock(&worker->mutex);
    for (; first != NULL && budget > 0; budget--) {
        struct wm_task *task = first;
        first = task->next; // before `done`, which may free it or submit it again
        task->done(task);
    }
    if (first == NULL)
        return true;
    uv_mutex_lock(&worker->mutex); // the rest goes before what has finished meanwhile
    struct list newer = worker->finished;
    list_init(&worker->finished);
    give_back(worker, first);
    give_back(worker, newer.first);
    uv_mutex_unlock(&worker->mutex);
    return false;
}

static void on_async(uv_async_t *async) {
    struct wm_worker *worker = async->data;
    if (!hand_back(worker, DONE_BUDGET))
        uv_async_send(async);
}

static void on_closed(uv_handle_t *handle) {
    wm_free(handle->data);
}

// Signals are the loop's alone.
static int start_thread(struct thread *thread) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = uv_thread_create(&thread->handle, work, thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed;
}

static enum wm_status start_threads(struct wm_worker *worker, struct wm_error *error) {
    for (uint32_t i = 0; i < worker->form.threads; i++) {
        worker->threads[i] = (struct thread){.worker = worker, .owner = worker->form.owners[i]};
        int failed = start_thread(&worker->threads[i]);
        if (failed != 0)
            return wm_error_system(error, -failed, "starting a thread");
        worker->started++;
    }
    return WM_OK;
}

enum wm_status wm_worker_start(uv_loop_t *loop, const struct wm_worker_form *form, struct wm_worker **ret_worker,
                               struct wm_error *error) {
    wm_require(form->threads >= 1 && form->threads <= WM_WORKER_THREADS && form->most >= 1);
    struct wm_worker *worker = wm_alloc_zero(1, sizeof *worker);
    if (worker == NULL)
        return wm_error_no_memory(error);
    worker->form = *form;
    worker->async.data = worker;
    list_init(&worker->queue);
    list_init(&worker->finished);
    int failed = uv_async_init(loop, &worker->async, on_async);
    if (failed != 0) {
        wm_free(worker);
        return wm_error_system(error, -failed, "preparing a thread");
    }
    wm_require(uv_mutex_init(&worker->mutex) == 0 && uv_cond_init(&worker->work) == 0);
    enum wm_status status = start_threads(worker, error);
    if (status != WM_OK) {
        wm_worker_stop(worker);
        return status;
    }
    *ret_worker = worker;
    return WM_OK;
}

enum wm_status wm_worker_submit(struct wm_worker *worker, struct wm_task *task, struct wm_error *error) {
    enum wm_status status = WM_OK;
    uv_mutex_lock(&worker->mutex);
    if (worker->stopping) {
        status = wm_error_set(error, WM_BUSY, "stopping", "the daemon is stopping: ask again when it is back");
    } else if (worker->waiting >= worker->form.capacity) {
        status = wm_error_set(error, WM_BUSY, "queue-full", "%zu requests wait for the %s already: try again later",
                              worker->waiting, worker->form.name);
    } else {
        list_add(&worker->queue, task);
        worker->waiting++;
        uv_cond_signal(&worker->work);
    }
    uv_mutex_unlock(&worker->mutex);
    return status;
}

size_t wm_worker_waiting(struct wm_worker *worker) {
    uv_mutex_lock(&worker->mutex);
    size_t waiting = worker->waiting;
    uv_mutex_unlock(&worker->mutex);
    return waiting;
}

void wm_worker_stop(struct wm_worker *worker) {
    if (worker == NULL)
        return;
    uv_mutex_lock(&worker->mutex);
    worker->stopping = true;
    uv_cond_broadcast(&worker->work);
    uv_mutex_unlock(&worker->mutex);
    for (uint32_t i = 0; i < worker->started; i++) {
        int failed = uv_thread_join(&worker->threads[i].handle);
        if (failed != 0)
            wm_log(WM_LOG_BUG, "worker", "thread of the %s cannot be joined: %s", worker->form.name,
                   uv_strerror(failed));
    }
    hand_back(worker, SIZE_MAX);
    uv_mutex_destroy(&worker->mutex);
    uv_cond_destroy(&worker->work);
    uv_close((uv_handle_t *)&worker->async, on_closed);
}
