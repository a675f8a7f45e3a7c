// SPDX-License-Identifier: MIT
#include "engine/daemon/compare.h"

#include "engine/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define NAMES_MOST ((size_t)256 << 20)

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
    wm_walk_count(&((struct run *)context)->compare->walk, people);
}

static int by_person(const void *a, const void *b) {
    const struct wm_compared_move *left = a, *right = b;
    int order = left->person == right->person ? 0 : strcmp(left->person, right->person);
    if (order != 0)
        return order;
    return left->level < right->level ? -1 : left->level > right->level;
}

static enum wm_status compare_all(struct run *run, struct wm_pieces *pieces, struct wm_error *error) {
    struct wm_compare *compare = run->compare;
    struct wm_compared *compared = run->compared;
    struct wm_preview_people people = {
        .context = pieces, .pieces = pieces->count, .known = pieces->people, .read = wm_pieces_read};
    struct wm_preview_form form = {
        .before = compare->before,
        .after = compare->after,
        .as_of = compare->as_of,
        .organisation = compare->walk.organisation->id,
        .threads = pieces->threads,
        .cancel = &compare->walk.cancelled,
        .moved = compare->most > 0 ? note : NULL,
        .progress = count,
        .context = run,
    };
    enum wm_status status = wm_preview_run(&form, &people, &compared->preview, error);
    if (status == WM_OK && compared->count > 1)
        qsort(compared->moves, compared->count, sizeof *compared->moves, by_person);
    return status;
}

static enum wm_status work(struct wm_walk *walk, struct wm_pieces *pieces, struct wm_error *error) {
    struct wm_compare *compare = (struct wm_compare *)walk;
    struct run run = {.compare = compare};
    enum wm_status status = new_compared(compare->as_of, &run.compared, error);
    if (status != WM_OK)
        return status;
    run.compared->ledger = pieces->ledger;
    status = compare_all(&run, pieces, error);
    if (status == WM_OK)
        compare->compared = run.compared;
    else
        wm_compared_unref(run.compared);
    return status;
}

enum wm_status wm_compare_begin(struct wm_everybody *everybody, struct wm_compare *compare, struct wm_error *error) {
    compare->compared = NULL;
    compare->walk.what = "comparing everybody";
    compare->walk.work = work;
    return wm_walk_begin(everybody, &compare->walk, error);
}
