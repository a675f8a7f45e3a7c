// SPDX-License-Identifier: MIT
#include "engine/daemon/compare.h"

#include "engine/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE_LEAST 256 // people
#define PIECES_MOST 1024
#define THREADS_MOST 8u
#define CAPACITY 64
#define TELL_EVERY 200 // milliseconds
#define NAMES_MOST ((size_t)256 << 20)

struct wm_comparing {
    struct wm_readers *readers;
    struct wm_store *store;
    uv_timer_t timer;         // runs while somebody is compared
    struct wm_compare *first; // under way, or waiting
    bool abandoned;
};

// --- what comes of it ---

struct wm_compared *wm_compared_ref(struct wm_compared *compared) {
    atomic_fetch_add(&compared->references, 1);
    return compared;
}

void wm_compared_unref(struct wm_compared *compared) {
    if (compared == NULL || atomic_fetch_sub(&compared->references, 1) != 1)
        return;
    wm_preview_free(compared->preview);
    wm_free(compared->moves);
    wm_arena_clear(&compared->arena);
    wm_free(compared);
}

static enum wm_status new_compared(wm_day as_of, struct wm_compared **ret_compared, struct wm_error *error) {
    struct wm_compared *compared = wm_alloc_zero(1, sizeof *compared);
    if (compared == NULL)
        return wm_error_no_memory(error);
    atomic_init(&compared->references, 1);
    compared->as_of = as_of;
    wm_arena_init(&compared->arena, NAMES_MOST);
    *ret_compared = compared;
    return WM_OK;
}

// --- on the threads ---

struct run { // one comparison
    struct wm_compare *compare;
    struct wm_compared *compared;
    struct wm_store_reader *readers[THREADS_MOST];
    int64_t first, end, piece; // numbers of people
};

static bool make_room(struct wm_compared *compared) {
    if (compared->count < compared->room)
        return true;
    size_t room = compared->room == 0 ? 256 : 2 * compared->room;
    struct wm_compared_move *moves = wm_realloc(compared->moves, room * sizeof *moves);
    if (moves == NULL)
        return false;
    compared->moves = moves;
    compared->room = room;
    return true;
}

// One at a time. A person's moves mostly come one after the other.
static void note(void *context, const struct wm_moved *moved) {
    struct run *run = context;
    struct wm_compared *compared = run->compared;
    if (compared->count >= run->compare->most || !make_room(compared)) {
        compared->cut = true;
        return;
    }
    const char *person = compared->count > 0 ? compared->moves[compared->count - 1].person : NULL;
    if (person == NULL || strlen(person) != moved->person_length ||
        memcmp(person, moved->person, moved->person_length) != 0)
        person = wm_arena_dup_n(&compared->arena, moved->person, moved->person_length);
    compared->cut = compared->cut || person == NULL;
    if (person == NULL)
        return;
    compared->moves[compared->count++] = (struct wm_compared_move){
        .person = person,
        .level = moved->level,
        .cause = moved->counted,
        .move = moved->move,
        .before = moved->before,
        .after = moved->after,
        .until_before = moved->until_before,
        .until_after = moved->until_after,
    };
}

static void count(void *context, uint64_t people) {
    atomic_store_explicit(&((struct run *)context)->compare->people, people, memory_order_relaxed);
}

typedef bool each_person(void *context, const char *person, size_t length, const struct wm_portfolio *portfolio);

struct forward {
    each_person *each;
    void *context;
};

static bool hand_on(void *context, const char *person, size_t length, struct wm_portfolio *portfolio) {
    const struct forward *forward = context;
    bool more = forward->each(forward->context, person, length, portfolio);
    wm_portfolio_unref(portfolio);
    return more;
}

static enum wm_status read_piece(void *context, unsigned thread, uint32_t number, each_person *each, void *each_context,
                                 struct wm_error *error) {
    struct run *run = context;
    struct forward forward = {each, each_context};
    int64_t first = run->first + run->piece * number;
    int64_t end = run->end - first < run->piece ? run->end : first + run->piece;
    return wm_store_portfolios(run->readers[thread], run->compare->organisation->id, first, end, hand_on, &forward,
                               error);
}

static unsigned cores(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > (long)THREADS_MOST ? THREADS_MOST : (unsigned)cores;
}

static enum wm_status look(struct run *run, struct wm_preview_people *people, struct wm_error *error) {
    struct wm_store_reader *reader = run->readers[0];
    const char *organisation = run->compare->organisation->id;
    struct wm_sha256 head;
    int64_t all = 0;
    enum wm_status status = wm_store_head(reader, organisation, &run->compared->ledger, &head, error);
    if (status == WM_OK && run->compared->ledger > 0)
        status = wm_store_person_range(reader, organisation, &run->first, &run->end, &all, error);
    if (status != WM_OK)
        return status;
    int64_t numbers = run->end - run->first;
    run->piece = numbers / PIECES_MOST > PIECE_LEAST ? numbers / PIECES_MOST + 1 : PIECE_LEAST;
    people->pieces = (uint32_t)((numbers + run->piece - 1) / run->piece);
    people->known = (uint64_t)all;
    atomic_store(&run->compare->of, people->known);
    return WM_OK;
}

static int by_person(const void *a, const void *b) {
    const struct wm_compared_move *left = a, *right = b;
    int order = left->person == right->person ? 0 : strcmp(left->person, right->person);
    if (order != 0)
        return order;
    return left->level < right->level ? -1 : left->level > right->level;
}

static enum wm_status compare_all(struct run *run, unsigned threads, struct wm_error *error) {
    struct wm_compare *compare = run->compare;
    struct wm_compared *compared = run->compared;
    struct wm_preview_people people = {.context = run, .read = read_piece};
    struct wm_preview_form form = {
        .before = compare->before,
        .after = compare->after,
        .as_of = compare->as_of,
        .organisation = compare->organisation->id,
        .threads = threads,
        .cancel = &compare->cancelled,
        .moved = compare->most > 0 ? note : NULL,
        .progress = count,
        .context = run,
    };
    enum wm_status status = look(run, &people, error);
    if (status == WM_OK)
        status = wm_preview_run(&form, &people, &compared->preview, error);
    if (status == WM_OK && compared->count > 1)
        qsort(compared->moves, compared->count, sizeof *compared->moves, by_person);
    return status;
}

// The first thread reads with the connection that it has; the others get one for as long as it takes.
static enum wm_status run_with(struct run *run, struct wm_store_reader *reader, struct wm_error *error) {
    unsigned threads = 1, most = cores();
    enum wm_status status = WM_OK;
    run->readers[0] = reader;
    for (; status == WM_OK && threads < most; threads += status == WM_OK)
        status = wm_store_reader_open(run->compare->comparing->store, &run->readers[threads], error);
    if (status == WM_OK)
        status = compare_all(run, threads, error);
    for (unsigned i = 1; i < threads; i++)
        wm_store_reader_close(run->readers[i]);
    return status;
}

static enum wm_status run_compare(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_compare *compare = (struct wm_compare *)read;
    struct run run = {.compare = compare};
    wm_worker_step_back(); // and so do the threads that it starts
    atomic_store(&compare->began, uv_hrtime());
    if (atomic_load(&compare->cancelled))
        return wm_error_set(error, WM_BUSY, "cancelled", "nobody waits for it any more");
    enum wm_status status = compare->build != NULL ? compare->build(compare, reader, error) : WM_OK;
    if (status == WM_OK)
        status = new_compared(compare->as_of, &run.compared, error);
    if (status == WM_OK)
        status = run_with(&run, reader, error);
    if (status == WM_OK)
        compare->compared = run.compared;
    else
        wm_compared_unref(run.compared);
    return status;
}

// --- on the loop ---

static void look_at_time(struct wm_compare *compare) {
    uint64_t began = atomic_load(&compare->began);
    if (compare->late || began == 0 || uv_hrtime() - began < compare->longest)
        return;
    compare->late = true;
    wm_compare_cancel(compare);
}

static void on_timer(uv_timer_t *timer) {
    const struct wm_comparing *comparing = timer->data;
    for (struct wm_compare *compare = comparing->first; compare != NULL; compare = compare->next) {
        look_at_time(compare);
        uint64_t people = atomic_load_explicit(&compare->people, memory_order_relaxed);
        if (compare->progress == NULL || people == compare->told)
            continue;
        compare->told = people;
        compare->progress(compare, people, atomic_load(&compare->of));
    }
}

static void on_done(struct wm_task *task) {
    struct wm_compare *compare = (struct wm_compare *)task;
    struct wm_comparing *comparing = compare->comparing;
    if (compare->next != NULL)
        compare->next->previous = compare->previous;
    if (compare->previous != NULL)
        compare->previous->next = compare->next;
    else
        comparing->first = compare->next;
    if (comparing->first == NULL)
        uv_timer_stop(&comparing->timer);
    if (compare->late && compare->read.status == WM_BUSY)
        wm_error_set(&compare->read.error, WM_BUSY, "deadline",
                     "comparing everybody took longer than %u seconds, and was given up",
                     (unsigned)(compare->longest / 1000000000));
    compare->done(compare); // which may free it
}

enum wm_status wm_compare_begin(struct wm_comparing *comparing, struct wm_compare *compare, struct wm_error *error) {
    if (comparing->abandoned)
        return wm_error_set(error, WM_BUSY, "stopping", "the daemon is stopping: ask again when it is back");
    compare->comparing = comparing;
    compare->compared = NULL;
    compare->told = 0;
    compare->late = false;
    atomic_store(&compare->began, 0);
    atomic_store(&compare->cancelled, false);
    atomic_store(&compare->people, 0);
    atomic_store(&compare->of, 0);
    compare->read.run = run_compare;
    compare->read.task.done = on_done;
    enum wm_status status = wm_readers_submit(comparing->readers, &compare->read, error);
    if (status != WM_OK)
        return status;
    compare->previous = NULL;
    compare->next = comparing->first;
    if (comparing->first != NULL)
        comparing->first->previous = compare;
    comparing->first = compare;
    if (!uv_is_active((uv_handle_t *)&comparing->timer)) {
        int failed = uv_timer_start(&comparing->timer, on_timer, TELL_EVERY, TELL_EVERY);
        wm_require(failed == 0); // only without a callback
    }
    return WM_OK;
}

void wm_compare_cancel(struct wm_compare *compare) {
    atomic_store(&compare->cancelled, true);
}

void wm_comparing_abandon(struct wm_comparing *comparing) {
    if (comparing == NULL)
        return;
    comparing->abandoned = true;
    for (struct wm_compare *compare = comparing->first; compare != NULL; compare = compare->next)
        wm_compare_cancel(compare);
}

static void on_closed(uv_handle_t *handle) {
    wm_free(handle->data);
}

enum wm_status wm_comparing_start(uv_loop_t *loop, struct wm_store *store, struct wm_comparing **ret_comparing,
                                  struct wm_error *error) {
    struct wm_comparing *comparing = wm_alloc_zero(1, sizeof *comparing);
    if (comparing == NULL)
        return wm_error_no_memory(error);
    comparing->store = store;
    enum wm_status status = wm_readers_start(loop, store, "compare", WM_COMPARES, CAPACITY, &comparing->readers, error);
    if (status != WM_OK) {
        wm_free(comparing);
        return status;
    }
    int failed = uv_timer_init(loop, &comparing->timer);
    wm_require(failed == 0); // it cannot fail
    comparing->timer.data = comparing;
    *ret_comparing = comparing;
    return WM_OK;
}

void wm_comparing_stop(struct wm_comparing *comparing) {
    if (comparing == NULL)
        return;
    wm_comparing_abandon(comparing);
    wm_readers_stop(comparing->readers);
    uv_close((uv_handle_t *)&comparing->timer, on_closed);
}
