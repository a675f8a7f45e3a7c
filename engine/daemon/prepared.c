// SPDX-License-Identifier: MIT
#include "engine/daemon/prepared.h"

#include "engine/base/memory.h"
#include "engine/decide/decide.h"

#include <string.h>

#define LOOKED_AT (4 * WM_PREPARED_MOST) // people of whatever organisation: the loop has more to do
#define SLOTS (2 * WM_PREPARED_MOST)     // a power of two
#define BYTES_MOST ((size_t)16 << 20)
#define ARENA_MOST ((size_t)64 << 20)
#define LOOK_EVERY 5                 // milliseconds
#define LONGEST UINT64_C(1000000000) // nanoseconds: then the rules become active with what is there

struct wm_prepared_one {            // an answer, once it is made
    struct wm_portfolio *portfolio; // held
    const struct wm_level *level;   // of the ruleset to come
    wm_day as_of;
    uint16_t person_length;
    uint32_t person; // where it stands among the names
    size_t start, length;
};

struct wm_prepared {
    struct wm_read leaving;     // first
    struct wm_ruleset *ruleset; // held
    const struct wm_organisation *organisation;
    struct wm_prepared_one *ones;
    uint32_t count, made; // noted; the first ones, that were made
    struct wm_buffer names, bytes;
    uint16_t slots[SLOTS]; // 0, or one more than the place of an answer
};

// --- its end ---

static void let_go(struct wm_prepared *prepared) {
    for (uint32_t i = 0; i < prepared->count; i++)
        wm_portfolio_unref(prepared->ones[i].portfolio);
    wm_ruleset_unref(prepared->ruleset);
    wm_buffer_clear(&prepared->names);
    wm_buffer_clear(&prepared->bytes);
    wm_free(prepared->ones);
}

void wm_prepared_free(struct wm_prepared *prepared) {
    if (prepared != NULL)
        let_go(prepared);
    wm_free(prepared);
}

static enum wm_status leave(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    (void)reader;
    (void)error;
    let_go((struct wm_prepared *)read);
    return WM_OK;
}

static void on_left(struct wm_task *task) {
    wm_free(task);
}

void wm_prepared_leave(struct wm_prepared *prepared, struct wm_readers *builders) {
    struct wm_error error;
    if (prepared == NULL)
        return;
    prepared->leaving.run = leave;
    prepared->leaving.task.done = on_left;
    if (wm_readers_submit(builders, &prepared->leaving, &error) != WM_OK)
        wm_prepared_free(prepared);
}

// --- what was asked ---

struct level_to_come { // of one that is active now
    bool known;
    const struct wm_level *level; // NULL: there will be none, or it has a predicate
};

static const struct wm_level *level_to_come(const struct wm_prepared *prepared, struct level_to_come *levels,
                                            uint32_t index) {
    struct level_to_come *level = &levels[index];
    if (!level->known) {
        const char *full = prepared->organisation->active->levels[index]->full;
        level->level = wm_ruleset_level(prepared->ruleset, full, strlen(full));
        level->level = level->level != NULL && level->level->custom ? NULL : level->level;
        level->known = true;
    }
    return level->level;
}

static void note(struct wm_prepared *prepared, struct level_to_come *levels, const struct wm_cached *cached,
                 const struct wm_cache_question *question) {
    const struct wm_level *level = level_to_come(prepared, levels, question->level);
    if (level == NULL || prepared->count == WM_PREPARED_MOST)
        return;
    size_t name = prepared->names.length;
    wm_buffer_add(&prepared->names, cached->person, cached->person_length);
    if (prepared->names.failed)
        return;
    prepared->ones[prepared->count++] = (struct wm_prepared_one){.portfolio = wm_portfolio_ref(cached->portfolio),
                                                                 .level = level,
                                                                 .as_of = question->as_of,
                                                                 .person_length = cached->person_length,
                                                                 .person = (uint32_t)name};
}

static void note_all(struct wm_prepared *prepared, struct level_to_come *levels, const struct wm_cache *cache) {
    const struct wm_organisation *organisation = prepared->organisation;
    const struct wm_cached *cached = cache->answers.newest;
    for (uint32_t i = 0; cached != NULL && i < LOOKED_AT; cached = cached->by_answer.older, i++) {
        if (cached->organisation != organisation || cached->portfolio == NULL)
            continue;
        struct wm_cache_question question;
        for (const struct wm_answer *answer = wm_cache_questions(cached, NULL, &question); answer != NULL;
             answer = wm_cache_questions(cached, answer, &question)) {
            if (question.generation == organisation->generation)
                note(prepared, levels, cached, &question);
        }
    }
}

static struct wm_prepared *prepared_new(const struct wm_cache *cache, const struct wm_organisation *organisation,
                                        struct wm_ruleset *after) {
    struct wm_prepared *prepared = wm_alloc_zero(1, sizeof *prepared);
    if (prepared == NULL)
        return NULL;
    prepared->ruleset = wm_ruleset_ref(after);
    prepared->organisation = organisation;
    wm_buffer_init(&prepared->names, (size_t)WM_PREPARED_MOST * UINT8_MAX);
    wm_buffer_init(&prepared->bytes, BYTES_MOST < cache->answers.maximum ? BYTES_MOST : cache->answers.maximum);
    prepared->ones = wm_alloc(WM_PREPARED_MOST * sizeof *prepared->ones);
    struct level_to_come *levels = wm_alloc_zero(organisation->active->level_count, sizeof *levels);
    if (prepared->ones != NULL && levels != NULL)
        note_all(prepared, levels, cache);
    wm_free(levels);
    if (prepared->count > 0)
        return prepared;
    wm_prepared_free(prepared);
    return NULL;
}

// --- on the thread ---

static bool make(struct wm_prepared *prepared, struct wm_prepared_one *one, struct wm_arena *arena) {
    const struct wm_question question = {
        .ruleset = prepared->ruleset,
        .level = one->level,
        .portfolio = one->portfolio,
        .organisation = prepared->organisation->id,
        .person = prepared->names.data + one->person,
        .person_length = one->person_length,
        .as_of = one->as_of,
    };
    struct wm_decision decision;
    struct wm_error error;
    size_t start = prepared->bytes.length;
    wm_arena_reset(arena);
    if (wm_decide(&question, arena, &decision, &error) != WM_OK)
        return false;
    wm_decision_write(&prepared->bytes, &question, &decision);
    one->start = start;
    one->length = prepared->bytes.length - start;
    return !prepared->bytes.failed;
}

static uint32_t slot_of(const struct wm_portfolio *portfolio, uint32_t level, wm_day as_of) {
    uint64_t hash = (uint64_t)(uintptr_t)portfolio >> 4;
    hash = (hash ^ (uint64_t)level << 40 ^ (uint64_t)(uint32_t)as_of << 20) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(hash >> 40) & (SLOTS - 1);
}

static void place(struct wm_prepared *prepared, uint32_t number) {
    const struct wm_prepared_one *one = &prepared->ones[number];
    uint32_t slot = slot_of(one->portfolio, one->level->index, one->as_of);
    while (prepared->slots[slot] != 0)
        slot = (slot + 1) & (SLOTS - 1);
    prepared->slots[slot] = (uint16_t)(number + 1);
}

// Of the last one that no longer fits nothing is used.
static enum wm_status run(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    const struct wm_preparation *preparation = (struct wm_preparation *)read;
    struct wm_prepared *prepared = preparation->prepared;
    struct wm_arena arena;
    (void)reader;
    (void)error;
    wm_worker_step_back();
    while (!atomic_load(preparation->abandoned) && uv_hrtime() < preparation->not_before)
        uv_sleep(LOOK_EVERY);
    uint64_t began = uv_hrtime();
    wm_arena_init(&arena, ARENA_MOST);
    while (prepared->made < prepared->count && !atomic_load(preparation->abandoned) && uv_hrtime() - began < LONGEST &&
           make(prepared, &prepared->ones[prepared->made], &arena))
        place(prepared, prepared->made++);
    wm_arena_clear(&arena);
    return WM_OK;
}

// --- on the loop ---

static void on_done(struct wm_task *task) {
    struct wm_preparation *preparation = (struct wm_preparation *)task;
    preparation->done(preparation);
}

bool wm_prepare(const struct wm_cache *cache, struct wm_organisation *organisation, struct wm_ruleset *after,
                struct wm_readers *builders, struct wm_preparation *preparation) {
    struct wm_error error;
    preparation->prepared = organisation->active != NULL ? prepared_new(cache, organisation, after) : NULL;
    if (preparation->prepared == NULL)
        return false;
    preparation->read.run = run;
    preparation->read.task.done = on_done;
    if (wm_readers_submit(builders, &preparation->read, &error) == WM_OK)
        return true;
    wm_prepared_free(preparation->prepared);
    preparation->prepared = NULL;
    return false;
}

struct wm_text wm_prepared_answer(const struct wm_prepared *prepared, const struct wm_portfolio *portfolio,
                                  uint32_t level, wm_day as_of) {
    if (prepared == NULL)
        return (struct wm_text){"", 0};
    uint32_t slot = slot_of(portfolio, level, as_of);
    for (; prepared->slots[slot] != 0; slot = (slot + 1) & (SLOTS - 1)) {
        const struct wm_prepared_one *one = &prepared->ones[prepared->slots[slot] - 1];
        if (one->portfolio == portfolio && one->level->index == level && one->as_of == as_of)
            return (struct wm_text){prepared->bytes.data + one->start, one->length};
    }
    return (struct wm_text){"", 0};
}
