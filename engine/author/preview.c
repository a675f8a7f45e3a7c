// SPDX-License-Identifier: MIT
#include "engine/author/preview.h"

#include "engine/author/parallel.h"
#include "engine/author/preview_work.h"
#include "engine/base/memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1024, PROGRESS_EVERY = 256 };

#define ARENA_MOST ((size_t)1 << 30)

struct run {
    const struct wm_preview_form *form;
    const struct wm_preview_people *people;
    struct wm_preview *preview;
    struct wm_preview_judge *judges; // one a thread
    _Atomic uint64_t done;           // people
    _Atomic(bool) stopped;           // a piece failed, or it was cancelled
    pthread_mutex_t mutex;           // guards what stands below, and calls of the form's functions
    struct wm_preview_cause *slots[SLOTS];
    enum wm_status status;
    struct wm_error error;
};

const char *wm_move_name(enum wm_move move) {
    static const char *const names[] = {"gains", "loses", "doubted", "settled", "later", "sooner"};
    return names[move];
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

// --- counting, under the mutex ---

static struct wm_preview_cause *find_cause(struct run *run, const struct wm_moved *moved) {
    size_t slot = ((uintptr_t)moved->cause >> 4) + (size_t)(moved->level - run->preview->levels);
    struct wm_preview_cause **link = &run->slots[slot % SLOTS];
    while (*link != NULL && ((*link)->level != moved->level || (*link)->criterion != moved->cause))
        link = &(*link)->next;
    if (*link != NULL)
        return *link;
    struct wm_preview_cause *cause = wm_arena_zero(&run->preview->arena, 1, sizeof *cause);
    const char *id = wm_arena_dup(&run->preview->arena, moved->cause_id);
    if (cause == NULL || id == NULL)
        return NULL;
    *cause =
        (struct wm_preview_cause){.level = moved->level, .criterion = moved->cause, .now = moved->cause_now, .id = id};
    *link = cause;
    run->preview->cause_count++;
    return cause;
}

static bool count_move(struct run *run, struct wm_moved *moved) {
    run->preview->moves[moved->move]++;
    run->preview->levels[moved->level - run->preview->levels].moves[moved->move]++;
    if (moved->cause == NULL)
        return true;
    struct wm_preview_cause *cause = find_cause(run, moved);
    if (cause != NULL)
        cause->moves[moved->move]++;
    moved->counted = cause;
    return cause != NULL;
}

static enum wm_status tell(struct run *run, struct wm_moved *moved, bool first, struct wm_error *error) {
    pthread_mutex_lock(&run->mutex);
    bool counted = count_move(run, moved);
    run->preview->moved_people += first;
    if (counted && run->form->moved != NULL)
        run->form->moved(run->form->context, moved);
    pthread_mutex_unlock(&run->mutex);
    return counted ? WM_OK : wm_error_no_memory(error);
}

// --- on each thread ---

struct piece {
    struct run *run;
    struct wm_preview_judge *judge;
    enum wm_status status;
    struct wm_error error;
};

static enum wm_status compare(struct run *run, struct wm_preview_judge *judge, const char *id, size_t length,
                              const struct wm_portfolio *portfolio, struct wm_error *error) {
    struct wm_preview_person person = {.id = id, .length = length};
    enum wm_status status = wm_preview_begin(judge, &person, portfolio, error);
    bool first = true;
    for (uint32_t i = 0; status == WM_OK && i < run->preview->level_count; i++) {
        const struct wm_preview_level *level = &run->preview->levels[i];
        struct wm_moved moved = {.level = NULL};
        if (!level->same)
            status = wm_preview_compare(judge, &person, level, &moved, error);
        if (status == WM_OK && moved.level != NULL) {
            status = tell(run, &moved, first, error);
            first = false;
        }
    }
    return status;
}

static void tell_progress(struct run *run) {
    uint64_t done = atomic_fetch_add(&run->done, 1) + 1;
    if (run->form->progress == NULL || done % PROGRESS_EVERY != 0)
        return;
    pthread_mutex_lock(&run->mutex);
    run->form->progress(run->form->context, done);
    pthread_mutex_unlock(&run->mutex);
}

static bool on_person(void *context, const char *id, size_t length, const struct wm_portfolio *portfolio) {
    struct piece *piece = context;
    struct run *run = piece->run;
    if (run->form->cancel != NULL && atomic_load_explicit(run->form->cancel, memory_order_relaxed))
        piece->status = wm_error_set(&piece->error, WM_BUSY, "cancelled", "nobody waits for the preview any more");
    else if (!atomic_load_explicit(&run->stopped, memory_order_relaxed))
        piece->status = compare(run, piece->judge, id, length, portfolio, &piece->error);
    else
        return false;
    tell_progress(run);
    return piece->status == WM_OK;
}

static void work(void *context, unsigned thread, uint32_t number) {
    struct run *run = context;
    struct piece piece = {.run = run, .judge = &run->judges[thread], .status = WM_OK};
    if (atomic_load_explicit(&run->stopped, memory_order_relaxed))
        return;
    enum wm_status status = run->people->read(run->people->context, thread, number, on_person, &piece, &piece.error);
    if (status == WM_OK)
        status = piece.status;
    if (status != WM_OK)
        fail(run, status, &piece.error);
}

// --- the whole ---

static uint64_t all_moves(const struct wm_preview_cause *cause) {
    uint64_t count = 0;
    for (size_t i = 0; i < WM_MOVE_COUNT; i++)
        count += cause->moves[i];
    return count;
}

static int by_moves(const void *a, const void *b) {
    const struct wm_preview_cause *left = *(struct wm_preview_cause *const *)a;
    const struct wm_preview_cause *right = *(struct wm_preview_cause *const *)b;
    uint64_t more = all_moves(left), less = all_moves(right);
    if (more != less)
        return more > less ? -1 : 1;
    if (left->level != right->level)
        return left->level < right->level ? -1 : 1;
    int order = strcmp(left->id, right->id);
    return order != 0 ? order : (int)left->now - (int)right->now;
}

static enum wm_status list_causes(struct run *run, struct wm_error *error) {
    struct wm_preview *preview = run->preview;
    preview->causes = wm_arena_zero(&preview->arena, preview->cause_count, sizeof(struct wm_preview_cause *));
    if (preview->causes == NULL)
        return wm_error_no_memory(error);
    uint32_t count = 0;
    for (size_t i = 0; i < SLOTS; i++) {
        for (struct wm_preview_cause *cause = run->slots[i]; cause != NULL; cause = cause->next)
            preview->causes[count++] = cause;
    }
    qsort(preview->causes, count, sizeof(struct wm_preview_cause *), by_moves);
    return WM_OK;
}

static enum wm_status run_all(struct run *run, struct wm_error *error) {
    struct wm_parallel parallel = {
        .threads = run->form->threads, .count = run->people->pieces, .work = work, .context = run};
    unsigned threads = wm_parallel_threads(&parallel), ready = 0;
    run->judges = wm_alloc_zero(threads, sizeof *run->judges);
    enum wm_status status = run->judges != NULL ? WM_OK : wm_error_no_memory(error);
    while (status == WM_OK && ready < threads) {
        status = wm_preview_judge_init(&run->judges[ready], run->form, error);
        ready += status == WM_OK;
    }
    if (status == WM_OK) {
        wm_parallel_run(&parallel);
        status = run->status;
        if (status != WM_OK && error != NULL)
            *error = run->error;
    }
    for (unsigned i = 0; i < ready; i++)
        wm_preview_judge_clear(&run->judges[i]);
    wm_free(run->judges);
    return status;
}

static bool anything_differs(const struct wm_preview *preview) {
    for (uint32_t i = 0; i < preview->level_count; i++) {
        if (!preview->levels[i].same)
            return true;
    }
    return false;
}

void wm_preview_free(struct wm_preview *preview) {
    if (preview == NULL)
        return;
    wm_ruleset_unref(preview->before);
    wm_ruleset_unref(preview->after);
    wm_arena_clear(&preview->arena);
    wm_free(preview);
}

enum wm_status wm_preview_run(const struct wm_preview_form *form, const struct wm_preview_people *people,
                              struct wm_preview **ret_preview, struct wm_error *error) {
    struct wm_preview *preview = wm_alloc_zero(1, sizeof *preview);
    struct run *run = wm_alloc_zero(1, sizeof *run);
    if (preview == NULL || run == NULL) {
        wm_free(preview);
        wm_free(run);
        return wm_error_no_memory(error);
    }
    wm_arena_init(&preview->arena, ARENA_MOST);
    preview->before = wm_ruleset_ref(form->before);
    preview->after = wm_ruleset_ref(form->after);
    *run = (struct run){.form = form, .people = people, .preview = preview, .status = WM_OK};
    wm_require(pthread_mutex_init(&run->mutex, NULL) == 0);
    enum wm_status status = wm_preview_levels(preview, error);
    bool idle = people->known > 0 && status == WM_OK && !anything_differs(preview);
    if (status == WM_OK && !idle)
        status = run_all(run, error);
    if (status == WM_OK)
        status = list_causes(run, error);
    preview->people = idle ? people->known : atomic_load(&run->done);
    pthread_mutex_destroy(&run->mutex);
    wm_free(run);
    if (status == WM_OK)
        *ret_preview = preview;
    else
        wm_preview_free(preview);
    return status;
}
