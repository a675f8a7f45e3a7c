// SPDX-License-Identifier: MIT
#include "engine/daemon/worker.h"

#include "engine/base/date.h"
#include "engine/base/fault.h"
#include "engine/base/log.h"
#include "engine/base/memory.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define DONE_BUDGET 256 // tasks handed back in one go; the loop's other work comes between
#define LOW_PRIORITY 10 // of Linux: a tenth of a processor beside whoever needs it whole, and not nothing

struct list {
    struct wm_task *first;
    struct wm_task **end;
};

// Its own, and freed by it, once it was given up; until then the loop's.
struct thread {
    struct wm_worker *worker;
    void *owner;
    uv_thread_t handle;
    // Guarded by the worker's mutex.
    struct wm_task *turn; // the first task of the turn under way, or NULL
    uint64_t began;
    int64_t worked; // processor time that the thread had had then
    bool given_up;
    uint64_t nudges; // heeded
};

// Counted: the loop's, until its handle is closed, and one of each thread. A thread that comes back late finds the mutex.
struct wm_worker {
    struct wm_worker_form form;
    _Atomic uint32_t references;
    uv_async_t async;
    uv_mutex_t mutex; // guards what stands below
    uv_cond_t work;
    uv_cond_t settled; // `turns` has become 0
    struct list queue;
    size_t waiting;
    struct list finished;
    bool stopping;
    uint64_t nudges;
    size_t turns; // under way
    struct thread *threads[WM_WORKER_THREADS];
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

static void worker_unref(struct wm_worker *worker) {
    if (atomic_fetch_sub(&worker->references, 1) != 1)
        return;
    uv_mutex_destroy(&worker->mutex);
    uv_cond_destroy(&worker->work);
    uv_cond_destroy(&worker->settled);
    wm_free(worker);
}

// Under the mutex; it is let go of meanwhile.
static void heed(struct thread *thread) {
    struct wm_worker *worker = thread->worker;
    thread->nudges = worker->nudges;
    uv_mutex_unlock(&worker->mutex);
    if (worker->form.nudged != NULL)
        worker->form.nudged(thread->owner);
    uv_mutex_lock(&worker->mutex);
}

// The same. False when the thread was given up; then it is not under the mutex any more, and has nothing left.
static bool take_turn(struct thread *thread) {
    struct wm_worker *worker = thread->worker;
    struct wm_task *first = take(worker);
    thread->turn = first;
    thread->began = worker->form.clock();
    thread->worked = wm_processor_time();
    worker->turns++;
    uv_mutex_unlock(&worker->mutex);
    worker->form.run(thread->owner, first);
    uv_mutex_lock(&worker->mutex);
    if (thread->given_up) {
        uv_mutex_unlock(&worker->mutex);
        worker->form.late(thread->owner, first);
        wm_free(thread);
        return false;
    }
    thread->turn = NULL;
    if (--worker->turns == 0)
        uv_cond_signal(&worker->settled);
    give_back(worker, first);
    uv_async_send(&worker->async);
    return true;
}

// A thread that computes all the time would else be given turns of milliseconds while the loop has a question to answer.
// Linux has priorities of single threads, and lowering one's own needs no right: that it is refused does not matter.
void wm_worker_step_back(void) {
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), LOW_PRIORITY);
}

static void work(void *argument) {
    struct thread *thread = argument;
    struct wm_worker *worker = thread->worker;
    bool kept = true;
    pthread_setname_np(pthread_self(), worker->form.name);
    if (worker->form.background)
        wm_worker_step_back();
    uv_mutex_lock(&worker->mutex);
    while (kept && (worker->queue.first != NULL || !worker->stopping)) {
        if (thread->nudges != worker->nudges)
            heed(thread);
        else if (worker->queue.first == NULL)
            uv_cond_wait(&worker->work, &worker->mutex);
        else
            kept = take_turn(thread);
    }
    if (kept)
        uv_mutex_unlock(&worker->mutex);
    worker_unref(worker);
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
    worker_unref(handle->data);
}

// Signals are the loop's alone.
static int create_thread(struct thread *thread) {
    sigset_t all, before;
    if (wm_fault_at("worker-thread"))
        return UV_EAGAIN;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = uv_thread_create(&thread->handle, work, thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed;
}

static enum wm_status start_thread(struct wm_worker *worker, struct thread **slot, void *owner,
                                   struct wm_error *error) {
    struct thread *thread = wm_alloc_zero(1, sizeof *thread);
    if (thread == NULL)
        return wm_error_no_memory(error);
    thread->worker = worker;
    thread->owner = owner;
    atomic_fetch_add(&worker->references, 1);
    int failed = create_thread(thread);
    if (failed != 0) {
        atomic_fetch_sub(&worker->references, 1);
        wm_free(thread);
        return wm_error_system(error, -failed, "starting a thread");
    }
    *slot = thread;
    return WM_OK;
}

enum wm_status wm_worker_start(uv_loop_t *loop, const struct wm_worker_form *form, struct wm_worker **ret_worker,
                               struct wm_error *error) {
    wm_require(form->threads >= 1 && form->threads <= WM_WORKER_THREADS && form->most >= 1);
    struct wm_worker *worker = wm_alloc_zero(1, sizeof *worker);
    if (worker == NULL)
        return wm_error_no_memory(error);
    worker->form = *form;
    if (worker->form.clock == NULL)
        worker->form.clock = uv_hrtime;
    atomic_init(&worker->references, 1);
    worker->async.data = worker;
    list_init(&worker->queue);
    list_init(&worker->finished);
    int failed = uv_async_init(loop, &worker->async, on_async);
    if (failed != 0) {
        wm_free(worker);
        return wm_error_system(error, -failed, "preparing a thread");
    }
    wm_require(uv_mutex_init(&worker->mutex) == 0 && uv_cond_init(&worker->work) == 0 &&
               uv_cond_init(&worker->settled) == 0);
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < form->threads && status == WM_OK; i++)
        status = start_thread(worker, &worker->threads[i], form->owners[i], error);
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

static int64_t processor_time_of(const struct thread *thread) {
    struct timespec used;
    clockid_t clock;
    if (pthread_getcpuclockid(thread->handle, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return INT64_MAX;
    return (int64_t)used.tv_sec * 1000000000LL + used.tv_nsec;
}

// One that others leave no processor to is not stuck: it has longer to come back, though not for ever.
static bool too_long(const struct thread *thread, uint64_t now, uint64_t longest) {
    uint64_t took = now - thread->began;
    if (took < longest)
        return false;
    return took >= WM_WORKER_STARVED * longest || processor_time_of(thread) - thread->worked >= (int64_t)(longest / 2);
}

bool wm_worker_give_up(struct wm_worker *worker, uint64_t longest, const struct wm_worker_lost *lost) {
    struct thread *found = NULL;
    wm_require(worker->form.late != NULL);
    uv_mutex_lock(&worker->mutex);
    uint64_t now = worker->form.clock();
    for (size_t i = 0; i < WM_WORKER_THREADS && found == NULL; i++) {
        struct thread *thread = worker->threads[i];
        if (thread == NULL || thread->turn == NULL || !too_long(thread, now, longest))
            continue;
        found = thread;
        worker->threads[i] = NULL;
        worker->turns--;
        thread->given_up = true;
        lost->seen(lost->context, thread->owner, thread->turn);
        pthread_detach(thread->handle);
    }
    uv_mutex_unlock(&worker->mutex);
    return found != NULL;
}

size_t wm_worker_threads(struct wm_worker *worker) {
    size_t count = 0;
    for (size_t i = 0; i < WM_WORKER_THREADS; i++)
        count += worker->threads[i] != NULL;
    return count;
}

enum wm_status wm_worker_replace(struct wm_worker *worker, void *owner, struct wm_error *error) {
    struct thread *started = NULL;
    size_t slot = 0;
    while (slot < WM_WORKER_THREADS && worker->threads[slot] != NULL)
        slot++;
    wm_require(slot < WM_WORKER_THREADS);
    enum wm_status status = start_thread(worker, &started, owner, error);
    if (status == WM_OK)
        worker->threads[slot] = started;
    return status;
}

void wm_worker_nudge(struct wm_worker *worker) {
    uv_mutex_lock(&worker->mutex);
    worker->nudges++;
    uv_cond_broadcast(&worker->work);
    uv_mutex_unlock(&worker->mutex);
}

struct wm_task *wm_worker_drain(struct wm_worker *worker) {
    uv_mutex_lock(&worker->mutex);
    struct wm_task *first = worker->queue.first;
    list_init(&worker->queue);
    worker->waiting = 0;
    uv_mutex_unlock(&worker->mutex);
    return first;
}

bool wm_worker_settle(struct wm_worker *worker, uint64_t nanoseconds) {
    uint64_t end = uv_hrtime() + nanoseconds;
    uv_mutex_lock(&worker->mutex);
    for (uint64_t now = uv_hrtime(); worker->turns > 0 && now < end; now = uv_hrtime())
        uv_cond_timedwait(&worker->settled, &worker->mutex, end - now);
    bool settled = worker->turns == 0;
    uv_mutex_unlock(&worker->mutex);
    return settled;
}

static void join_threads(struct wm_worker *worker) {
    for (size_t i = 0; i < WM_WORKER_THREADS; i++) {
        struct thread *thread = worker->threads[i];
        int failed = thread != NULL ? uv_thread_join(&thread->handle) : 0;
        if (failed != 0)
            wm_log(WM_LOG_BUG, "worker", "thread of the %s cannot be joined: %s", worker->form.name,
                   uv_strerror(failed));
        wm_free(thread);
        worker->threads[i] = NULL;
    }
}

void wm_worker_stop(struct wm_worker *worker) {
    if (worker == NULL)
        return;
    uv_mutex_lock(&worker->mutex);
    worker->stopping = true;
    uv_cond_broadcast(&worker->work);
    uv_mutex_unlock(&worker->mutex);
    join_threads(worker);
    hand_back(worker, SIZE_MAX);
    uv_close((uv_handle_t *)&worker->async, on_closed);
}
