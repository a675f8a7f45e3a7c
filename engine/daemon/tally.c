// SPDX-License-Identifier: MIT
#include "engine/daemon/tally.h"

#include "engine/base/log.h"
#include "engine/base/memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *wm_tally_failure_name(enum wm_tally_failure failure) {
    static const char *const names[] = {[WM_TALLY_ERROR] = "error",
                                        [WM_TALLY_BUDGET] = "budget",
                                        [WM_TALLY_MEMORY] = "memory",
                                        [WM_TALLY_DEADLINE] = "deadline",
                                        [WM_TALLY_ABANDONED] = "abandoned"};
    return names[failure];
}

// --- which predicates there are ---

// The same function may be asked for by several levels, and stand in the trees of several frameworks.
static int order(const struct wm_predicate *a, const struct wm_predicate *b) {
    int by_file = strcmp(a->file, b->file);
    return by_file != 0 ? by_file : strcmp(a->id, b->id);
}

static int order_of(const void *a, const void *b) {
    return order(*(const struct wm_predicate *const *)a, *(const struct wm_predicate *const *)b);
}

// With `ret_all` NULL they are only counted.
static void collect(const struct wm_criterion *criterion, const struct wm_predicate **ret_all, size_t *count) {
    if (criterion->verb == WM_VERB_CUSTOM) {
        if (ret_all != NULL)
            ret_all[*count] = criterion->predicate;
        ++*count;
    }
    for (uint32_t i = 0; i < criterion->child_count; i++)
        collect(criterion->children[i], ret_all, count);
}

static size_t collect_all(const struct wm_ruleset *ruleset, const struct wm_predicate **ret_all) {
    size_t count = 0;
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        const struct wm_level *level = ruleset->levels[i];
        collect(level->requires, ret_all, &count);
        for (uint32_t d = 0; d < level->desire_count; d++)
            collect(level->desires[d], ret_all, &count);
    }
    for (uint32_t i = 0; i < ruleset->assessors_count; i++)
        collect(ruleset->assessors[i].level.requires, ret_all, &count);
    return count;
}

size_t wm_tally_find(const struct wm_tally *tally, const struct wm_predicate *predicate) {
    const struct wm_predicate **found =
        bsearch(&predicate, tally->predicates, tally->count, sizeof(const struct wm_predicate *), order_of);
    return found != NULL ? (size_t)(found - tally->predicates) : tally->count;
}

// --- one ruleset's ---

static enum wm_status fill(struct wm_tally *tally, struct wm_error *error) {
    size_t most = collect_all(tally->ruleset, NULL);
    tally->predicates = wm_alloc_zero(most + 1, sizeof(const struct wm_predicate *));
    if (tally->predicates == NULL)
        return wm_error_no_memory(error);
    collect_all(tally->ruleset, tally->predicates);
    qsort(tally->predicates, most, sizeof(const struct wm_predicate *), order_of);
    for (size_t i = 0; i < most; i++) {
        if (tally->count == 0 || order(tally->predicates[tally->count - 1], tally->predicates[i]) != 0)
            tally->predicates[tally->count++] = tally->predicates[i];
    }
    tally->figures = wm_alloc_zero(tally->count + 1, sizeof *tally->figures);
    return tally->figures != NULL ? WM_OK : wm_error_no_memory(error);
}

enum wm_status wm_tally_new(struct wm_ruleset *ruleset, uint64_t patience, struct wm_tally **ret_tally,
                            struct wm_error *error) {
    struct wm_tally *tally = wm_alloc_zero(1, sizeof *tally);
    if (tally == NULL)
        return wm_error_no_memory(error);
    atomic_init(&tally->references, 1);
    atomic_init(&tally->retired, false);
    tally->ruleset = wm_ruleset_ref(ruleset);
    tally->patience = patience;
    wm_require(uv_mutex_init(&tally->mutex) == 0);
    enum wm_status status = fill(tally, error);
    if (status != WM_OK) {
        wm_tally_unref(tally);
        return status;
    }
    *ret_tally = tally;
    return WM_OK;
}

struct wm_tally *wm_tally_ref(struct wm_tally *tally) {
    atomic_fetch_add_explicit(&tally->references, 1, memory_order_relaxed);
    return tally;
}

void wm_tally_unref(struct wm_tally *tally) {
    if (tally == NULL || atomic_fetch_sub_explicit(&tally->references, 1, memory_order_acq_rel) != 1)
        return;
    uv_mutex_destroy(&tally->mutex);
    wm_free(tally->predicates);
    wm_free(tally->figures);
    wm_ruleset_unref(tally->ruleset);
    wm_free(tally);
}

struct wm_tally_figures wm_tally_figures(struct wm_tally *tally, size_t index) {
    uv_mutex_lock(&tally->mutex);
    struct wm_tally_figures figures = tally->figures[index];
    uv_mutex_unlock(&tally->mutex);
    return figures;
}

uint64_t wm_tally_late(const struct wm_tally_figures *figures) {
    return figures->failures[WM_TALLY_DEADLINE] + figures->failures[WM_TALLY_ABANDONED];
}

void wm_tally_add(struct wm_tally *tally, size_t index, const struct wm_tally_call *call) {
    uv_mutex_lock(&tally->mutex);
    struct wm_tally_figures *figures = &tally->figures[index];
    figures->calls++;
    figures->fuel += call->fuel;
    if (call->bytes > figures->bytes)
        figures->bytes = call->bytes;
    if (call->nanoseconds > figures->slowest)
        figures->slowest = call->nanoseconds;
    if (call->failed)
        figures->failures[call->failure]++;
    uv_mutex_unlock(&tally->mutex);
}

void wm_tally_add_late(struct wm_tally *tally, size_t index, enum wm_tally_failure failure) {
    uv_mutex_lock(&tally->mutex);
    struct wm_tally_figures *figures = &tally->figures[index];
    figures->failures[failure]++;
    uint64_t late = wm_tally_late(figures);
    bool suspends = !figures->suspended && late >= tally->patience;
    figures->suspended |= suspends;
    uv_mutex_unlock(&tally->mutex);
    if (suspends)
        wm_log(WM_LOG_WARNING, "predicate",
               "organisation %s: the predicate \"%s\" of %s was too slow %" PRIu64
               " times, and is suspended under the rules %.12s: mend it, then reload them",
               tally->ruleset->organisation, tally->predicates[index]->id, tally->predicates[index]->file, late,
               tally->ruleset->hash);
}

bool wm_tally_any_suspended(struct wm_tally *tally) {
    bool any = false;
    uv_mutex_lock(&tally->mutex);
    for (size_t i = 0; i < tally->count && !any; i++)
        any = tally->figures[i].suspended;
    uv_mutex_unlock(&tally->mutex);
    return any;
}

// --- those of all ---

// Where the ruleset's is, or would be.
static size_t place_of(const struct wm_tallies *tallies, const struct wm_ruleset *ruleset) {
    size_t low = 0, high = tallies->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)tallies->all[middle]->ruleset < (uintptr_t)ruleset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum wm_status grow(struct wm_tallies *tallies, struct wm_error *error) {
    size_t room = tallies->room > 0 ? 2 * tallies->room : 8;
    struct wm_tally **all = wm_realloc(tallies->all, room * sizeof(struct wm_tally *));
    if (all == NULL)
        return wm_error_no_memory(error);
    tallies->all = all;
    tallies->room = room;
    return WM_OK;
}

enum wm_status wm_tallies_reach(struct wm_tallies *tallies, struct wm_ruleset *ruleset, struct wm_tally **ret_tally,
                                struct wm_error *error) {
    size_t place = place_of(tallies, ruleset);
    if (place == tallies->count || tallies->all[place]->ruleset != ruleset) {
        struct wm_tally *tally = NULL;
        enum wm_status status = tallies->count == tallies->room ? grow(tallies, error) : WM_OK;
        if (status == WM_OK)
            status = wm_tally_new(ruleset, tallies->patience, &tally, error);
        if (status != WM_OK)
            return status;
        struct wm_tally **at = &tallies->all[place];
        memmove(at + 1, at, (tallies->count - place) * sizeof(struct wm_tally *));
        *at = tally;
        tallies->count++;
    }
    *ret_tally = tallies->all[place];
    return WM_OK;
}

bool wm_tallies_tidy(struct wm_tallies *tallies) {
    size_t kept = 0, before = tallies->count;
    for (size_t i = 0; i < before; i++) {
        struct wm_tally *tally = tallies->all[i];
        if (atomic_load(&tally->ruleset->references) > 1) {
            tallies->all[kept++] = tally;
            continue;
        }
        atomic_store(&tally->retired, true);
        wm_tally_unref(tally);
    }
    tallies->count = kept;
    return kept < before;
}

void wm_tallies_clear(struct wm_tallies *tallies) {
    for (size_t i = 0; i < tallies->count; i++)
        wm_tally_unref(tallies->all[i]);
    wm_free(tallies->all);
    *tallies = (struct wm_tallies){.count = 0};
}
