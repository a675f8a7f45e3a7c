// SPDX-License-Identifier: MIT
#include "engine/daemon/everybody.h"

#include "engine/author/parallel.h"
#include "engine/base/memory.h"

#include <pthread.h>
#include <unistd.h>

#define PIECE_LEAST 256 // people
#define PIECES_MOST 1024
#define THREADS_MOST 8u
#define CAPACITY 64
#define TELL_EVERY 200 // milliseconds

struct wm_everybody {
    struct wm_readers *readers;
    struct wm_store *store;
    uv_timer_t timer;      // runs while somebody walks
    struct wm_walk *first; // under way, or waiting
    bool abandoned;
};

// --- pieces ---

struct forward {
    bool (*each)(void *context, const char *person, size_t length, const struct wm_portfolio *portfolio);
    void *context;
};

static bool hand_on(void *context, const char *person, size_t length, struct wm_portfolio *portfolio) {
    const struct forward *forward = context;
    bool more = forward->each(forward->context, person, length, portfolio);
    wm_portfolio_unref(portfolio);
    return more;
}

enum wm_status wm_pieces_read(void *context, unsigned thread, uint32_t piece,
                              bool (*each)(void *each_context, const char *person, size_t length,
                                           const struct wm_portfolio *portfolio),
                              void *each_context, struct wm_error *error) {
    const struct wm_pieces *pieces = context;
    struct forward forward = {each, each_context};
    int64_t first = pieces->first + pieces->numbers * piece;
    int64_t end = pieces->end - first < pieces->numbers ? pieces->end : first + pieces->numbers;
    return wm_store_portfolios(pieces->readers[thread], pieces->walk->organisation->id, first, end, hand_on, &forward,
                               error);
}

void wm_walk_count(struct wm_walk *walk, uint64_t people) {
    atomic_store_explicit(&walk->people, people, memory_order_relaxed);
}

// --- all pieces, on all threads ---

struct run {
    struct wm_pieces *pieces;
    enum wm_status (*each)(void *context, unsigned thread, const struct wm_walked *walked, struct wm_error *error);
    void *context;
    _Atomic(bool) stopped; // a piece failed
    pthread_mutex_t mutex; // guards what stands below
    enum wm_status status;
    struct wm_error error;
};

struct reading { // one piece
    struct run *run;
    unsigned thread;
    enum wm_status status;
    struct wm_error error;
};

static bool on_person(void *context, const char *person, size_t length, const struct wm_portfolio *portfolio) {
    struct reading *reading = context;
    struct run *run = reading->run;
    struct wm_walk *walk = run->pieces->walk;
    const struct wm_walked walked = {person, length, portfolio};
    if (atomic_load_explicit(&walk->cancelled, memory_order_relaxed))
        reading->status = wm_error_set(&reading->error, WM_BUSY, "cancelled", "nobody waits for it any more");
    else if (atomic_load_explicit(&run->stopped, memory_order_relaxed))
        return false;
    else
        reading->status = run->each(run->context, reading->thread, &walked, &reading->error);
    // Each counts: a notice of progress that cannot be written is how somebody who went away is noticed.
    atomic_fetch_add_explicit(&walk->people, 1, memory_order_relaxed);
    return reading->status == WM_OK;
}

static void fail(struct run *run, enum wm_status status, const struct wm_error *error) {
    pthread_mutex_lock(&run->mutex);
    if (run->status == WM_OK) {
        run->status = status;
        run->error = *error;
    }
    atomic_store(&run->stopped, true);
    pthread_mutex_unlock(&run->mutex);
}

static void read_one(void *context, unsigned thread, uint32_t piece) {
    struct run *run = context;
    struct reading reading = {.run = run, .thread = thread, .status = WM_OK};
    if (atomic_load_explicit(&run->stopped, memory_order_relaxed))
        return;
    enum wm_status status = wm_pieces_read(run->pieces, thread, piece, on_person, &reading, &reading.error);
    if (status == WM_OK)
        status = reading.status;
    if (status != WM_OK)
        fail(run, status, &reading.error);
}

enum wm_status wm_pieces_each(struct wm_pieces *pieces,
                              enum wm_status (*each)(void *context, unsigned thread, const struct wm_walked *walked,
                                                     struct wm_error *error),
                              void *context, struct wm_error *error) {
    struct run run = {.pieces = pieces, .each = each, .context = context, .status = WM_OK};
    const struct wm_parallel parallel = {
        .threads = pieces->threads, .count = pieces->count, .work = read_one, .context = &run};
    wm_require(pthread_mutex_init(&run.mutex, NULL) == 0);
    wm_parallel_run(&parallel);
    pthread_mutex_destroy(&run.mutex);
    if (run.status != WM_OK && error != NULL)
        *error = run.error;
    return run.status;
}

// --- one walk, on its thread ---

static unsigned cores(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > (long)THREADS_MOST ? THREADS_MOST : (unsigned)cores;
}

static enum wm_status cut(struct wm_pieces *pieces, struct wm_error *error) {
    struct wm_store_reader *reader = pieces->readers[0];
    const char *organisation = pieces->walk->organisation->id;
    struct wm_sha256 head;
    int64_t people = 0;
    enum wm_status status = wm_store_head(reader, organisation, &pieces->ledger, &head, error);
    if (status == WM_OK && pieces->ledger > 0)
        status = wm_store_person_range(reader, organisation, &pieces->first, &pieces->end, &people, error);
    if (status != WM_OK)
        return status;
    int64_t numbers = pieces->end - pieces->first;
    pieces->numbers = numbers / PIECES_MOST > PIECE_LEAST ? numbers / PIECES_MOST + 1 : PIECE_LEAST;
    pieces->count = (uint32_t)((numbers + pieces->numbers - 1) / pieces->numbers);
    pieces->people = (uint64_t)people;
    atomic_store(&pieces->walk->of, pieces->people);
    return WM_OK;
}

// The first thread reads with the connection that it has; the others get one for as long as it takes.
static enum wm_status walk_with(struct wm_walk *walk, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_store_reader *readers[THREADS_MOST] = {reader};
    struct wm_pieces pieces = {.walk = walk, .threads = 1, .readers = readers};
    unsigned most = cores();
    enum wm_status status = WM_OK;
    for (; status == WM_OK && pieces.threads < most; pieces.threads += status == WM_OK)
        status = wm_store_reader_open(walk->everybody->store, &readers[pieces.threads], error);
    if (status == WM_OK)
        status = cut(&pieces, error);
    if (status == WM_OK)
        status = walk->work(walk, &pieces, error);
    for (unsigned i = 1; i < pieces.threads; i++)
        wm_store_reader_close(readers[i]);
    return status;
}

static enum wm_status run_walk(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_walk *walk = (struct wm_walk *)read;
    wm_worker_step_back(); // and so do the threads that it starts
    atomic_store(&walk->began, uv_hrtime());
    if (atomic_load(&walk->cancelled))
        return wm_error_set(error, WM_BUSY, "cancelled", "nobody waits for it any more");
    enum wm_status status = walk->prepare != NULL ? walk->prepare(walk, reader, error) : WM_OK;
    return status == WM_OK ? walk_with(walk, reader, error) : status;
}

// --- on the loop ---

static void look_at_time(struct wm_walk *walk) {
    uint64_t began = atomic_load(&walk->began);
    if (walk->late || began == 0 || uv_hrtime() - began < walk->longest)
        return;
    walk->late = true;
    wm_walk_cancel(walk);
}

static void on_timer(uv_timer_t *timer) {
    const struct wm_everybody *everybody = timer->data;
    for (struct wm_walk *walk = everybody->first; walk != NULL; walk = walk->next) {
        look_at_time(walk);
        uint64_t people = atomic_load_explicit(&walk->people, memory_order_relaxed);
        if (walk->progress == NULL || people == walk->told)
            continue;
        walk->told = people;
        walk->progress(walk, people, atomic_load(&walk->of));
    }
}

static void on_done(struct wm_task *task) {
    struct wm_walk *walk = (struct wm_walk *)task;
    struct wm_everybody *everybody = walk->everybody;
    if (walk->next != NULL)
        walk->next->previous = walk->previous;
    if (walk->previous != NULL)
        walk->previous->next = walk->next;
    else
        everybody->first = walk->next;
    if (everybody->first == NULL)
        uv_timer_stop(&everybody->timer);
    if (walk->late && walk->read.status == WM_BUSY)
        wm_error_set(&walk->read.error, WM_BUSY, "deadline", "%s took longer than %u seconds, and was given up",
                     walk->what, (unsigned)(walk->longest / 1000000000));
    walk->done(walk); // which may free it
}

enum wm_status wm_walk_begin(struct wm_everybody *everybody, struct wm_walk *walk, struct wm_error *error) {
    if (everybody->abandoned)
        return wm_error_set(error, WM_BUSY, "stopping", "the daemon is stopping: ask again when it is back");
    walk->everybody = everybody;
    walk->told = 0;
    walk->late = false;
    atomic_store(&walk->began, 0);
    atomic_store(&walk->cancelled, false);
    atomic_store(&walk->people, 0);
    atomic_store(&walk->of, 0);
    walk->read.run = run_walk;
    walk->read.task.done = on_done;
    enum wm_status status = wm_readers_submit(everybody->readers, &walk->read, error);
    if (status != WM_OK)
        return status;
    walk->previous = NULL;
    walk->next = everybody->first;
    if (everybody->first != NULL)
        everybody->first->previous = walk;
    everybody->first = walk;
    if (!uv_is_active((uv_handle_t *)&everybody->timer)) {
        int failed = uv_timer_start(&everybody->timer, on_timer, TELL_EVERY, TELL_EVERY);
        wm_require(failed == 0); // only without a callback
    }
    return WM_OK;
}

void wm_walk_cancel(struct wm_walk *walk) {
    atomic_store(&walk->cancelled, true);
}

uint32_t wm_everybody_count(const struct wm_everybody *everybody, const struct wm_organisation *organisation) {
    uint32_t count = 0;
    for (const struct wm_walk *walk = everybody->first; walk != NULL; walk = walk->next)
        count += walk->organisation == organisation;
    return count;
}

void wm_everybody_abandon(struct wm_everybody *everybody) {
    if (everybody == NULL)
        return;
    everybody->abandoned = true;
    for (struct wm_walk *walk = everybody->first; walk != NULL; walk = walk->next)
        wm_walk_cancel(walk);
}

static void on_closed(uv_handle_t *handle) {
    wm_free(handle->data);
}

enum wm_status wm_everybody_start(uv_loop_t *loop, struct wm_store *store, struct wm_everybody **ret_everybody,
                                  struct wm_error *error) {
    struct wm_everybody *everybody = wm_alloc_zero(1, sizeof *everybody);
    if (everybody == NULL)
        return wm_error_no_memory(error);
    everybody->store = store;
    enum wm_status status = wm_readers_start(loop, store, "everybody", WM_WALKS, CAPACITY, &everybody->readers, error);
    if (status != WM_OK) {
        wm_free(everybody);
        return status;
    }
    int failed = uv_timer_init(loop, &everybody->timer);
    wm_require(failed == 0); // it cannot fail
    everybody->timer.data = everybody;
    *ret_everybody = everybody;
    return WM_OK;
}

void wm_everybody_stop(struct wm_everybody *everybody) {
    if (everybody == NULL)
        return;
    wm_everybody_abandon(everybody);
    wm_readers_stop(everybody->readers);
    uv_close((uv_handle_t *)&everybody->timer, on_closed);
}
