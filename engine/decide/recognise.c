// SPDX-License-Identifier: MIT
// What an organisation recognises, as facts: each record of a source becomes one more about the target. Everything else
// here then judges without knowing; only citations tell where it was earned.
#include "engine/decide/leaf.h"

#include <stdlib.h>

static bool is_by(const struct wm_recognition *recognition, const char *by) {
    for (uint32_t i = 0; i < recognition->by_count; i++) {
        if (strcmp(recognition->by[i], by) == 0)
            return true;
    }
    return recognition->by_count == 0;
}

static bool read_score(const struct wm_recognition *recognition, wm_number *value) {
    bool known = recognition->scale_count == 0;
    for (uint32_t i = 0; i < recognition->scale_count && !known; i++) {
        known = recognition->scale[i].from == *value;
        if (known) {
            *value = recognition->scale[i].to;
            break;
        }
    }
    return known && (recognition->target_scale == NULL || wm_scale_has(recognition->target_scale, *value));
}

// False when it does not count as the target's.
static bool derive(const struct wm_recognition *recognition, const struct wm_portfolio *portfolio,
                   const struct wm_fact *fact, struct wm_fact *ret_fact) {
    struct wm_fact made = *fact;
    if (!is_by(recognition, wm_portfolio_by(portfolio, fact)))
        return false;
    if (recognition->kind == WM_KIND_ASSESSMENT && !read_score(recognition, &made.value))
        return false;
    made.subject = recognition->target;
    if (recognition->has_within) {
        wm_day last = wm_day_add(fact->on, recognition->within);
        made.until = fact->until == WM_DAY_NONE ? last : wm_day_earlier(fact->until, last);
    }
    *ret_fact = made;
    return true;
}

static int compare(const void *left, const void *right) { // as a portfolio is sorted
    const struct wm_fact *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    return wm_fact_later(b, a) ? -1 : wm_fact_later(a, b);
}

static uint32_t count_most(const struct wm_ruleset *ruleset, const struct wm_portfolio *portfolio) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < ruleset->recognition_count; i++) {
        const struct wm_recognition *recognition = &ruleset->recognitions[i];
        most += wm_portfolio_find(portfolio, recognition->kind, recognition->source).count;
    }
    return most;
}

static uint32_t derive_all(const struct wm_ruleset *ruleset, const struct wm_portfolio *portfolio,
                           struct wm_fact *facts) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < ruleset->recognition_count; i++) {
        const struct wm_recognition *recognition = &ruleset->recognitions[i];
        struct wm_fact_range range = wm_portfolio_find(portfolio, recognition->kind, recognition->source);
        for (uint32_t k = 0; k < range.count; k++) {
            if (!derive(recognition, portfolio, &range.first[k], &facts[count]))
                continue;
            facts[count++].recognised = (uint16_t)(i + 1);
        }
    }
    qsort(facts, count, sizeof *facts, compare);
    return count;
}

// Both sorted, into one.
static void merge(const struct wm_portfolio *portfolio, const struct wm_fact *derived, uint32_t derived_count,
                  struct wm_fact *facts) {
    uint32_t taken = 0;
    for (uint32_t i = 0; i < portfolio->count; i++) {
        while (taken < derived_count && compare(&derived[taken], &portfolio->facts[i]) < 0)
            *facts++ = derived[taken++];
        *facts++ = portfolio->facts[i];
    }
    while (taken < derived_count)
        *facts++ = derived[taken++];
}

static void fill(struct wm_portfolio *made, const struct wm_portfolio *portfolio, const struct wm_fact *derived,
                 uint32_t derived_count, const struct wm_fact *facts) {
    atomic_init(&made->references, 1);
    made->count = portfolio->count + derived_count;
    made->last = portfolio->last;
    made->entries = portfolio->entries;
    memcpy(made->head, portfolio->head, sizeof made->head);
    made->hypothetical = portfolio->hypothetical;
    made->erased = portfolio->erased;
    made->facts = facts;
    made->texts = portfolio->texts;
    made->plain = portfolio;
    uint32_t before = 0; // derived ones of the kinds passed
    for (int kind = 0; kind <= WM_KIND_COUNT; kind++) {
        while (before < derived_count && derived[before].kind < kind)
            before++;
        made->first_of_kind[kind] = portfolio->first_of_kind[kind] + before;
    }
}

enum wm_status wm_recognise(const struct wm_ruleset *ruleset, const struct wm_portfolio *portfolio,
                            struct wm_arena *arena, const struct wm_portfolio **ret_portfolio, struct wm_error *error) {
    uint32_t most = ruleset->recognition_count > 0 && portfolio->plain == NULL ? count_most(ruleset, portfolio) : 0;
    *ret_portfolio = portfolio;
    if (most == 0)
        return WM_OK;
    struct wm_fact *derived = wm_arena_alloc(arena, most * sizeof *derived);
    if (derived == NULL)
        return wm_error_no_memory(error);
    uint32_t count = derive_all(ruleset, portfolio, derived);
    if (count == 0)
        return WM_OK;
    struct wm_portfolio *made = wm_arena_zero(arena, 1, sizeof *made);
    struct wm_fact *facts = wm_arena_alloc(arena, ((size_t)portfolio->count + count) * sizeof *facts);
    if (made == NULL || facts == NULL)
        return wm_error_no_memory(error);
    merge(portfolio, derived, count, facts);
    fill(made, portfolio, derived, count, facts);
    *ret_portfolio = made;
    return WM_OK;
}
