// SPDX-License-Identifier: MIT
#include "engine/author/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

enum { THREADS_MOST = 64 };

struct shared {
    const struct wm_parallel *parallel;
    _Atomic uint32_t next, done;
};

struct worker {
    struct shared *shared;
    unsigned thread;
    pthread_t id;
};

unsigned wm_parallel_threads(const struct wm_parallel *parallel) {
    long cores = parallel->threads > 0 ? (long)parallel->threads : sysconf(_SC_NPROCESSORS_ONLN);
    unsigned threads = cores < 1 ? 1 : cores > THREADS_MOST ? THREADS_MOST : (unsigned)cores;
    if (threads > parallel->count)
        threads = parallel->count > 0 ? parallel->count : 1;
    return threads;
}

static void *work(void *context) {
    const struct worker *worker = context;
    struct shared *shared = worker->shared;
    const struct wm_parallel *parallel = shared->parallel;
    for (;;) {
        uint32_t piece = atomic_fetch_add(&shared->next, 1);
        if (piece >= parallel->count)
            return NULL;
        parallel->work(parallel->context, worker->thread, piece);
        uint32_t done = atomic_fetch_add(&shared->done, 1) + 1;
        if (worker->thread == 0 && parallel->progress != NULL)
            parallel->progress(parallel->context, done);
    }
}

void wm_parallel_run(const struct wm_parallel *parallel) {
    struct shared shared = {.parallel = parallel};
    struct worker workers[THREADS_MOST];
    unsigned threads = wm_parallel_threads(parallel), started = 1;
    for (unsigned i = 0; i < threads; i++)
        workers[i] = (struct worker){.shared = &shared, .thread = i};
    while (started < threads && pthread_create(&workers[started].id, NULL, work, &workers[started]) == 0)
        started++;
    (void)work(&workers[0]);
    for (unsigned i = 1; i < started; i++)
        (void)pthread_join(workers[i].id, NULL);
}
