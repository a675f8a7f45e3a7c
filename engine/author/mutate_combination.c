// SPDX-License-Identifier: MIT
// What can be changed about a combination: how its children combine, how many are needed, a child left out.
#include "engine/author/mutate_change.h"

#include <stdio.h>

#define SAY(change, ...) (snprintf((change)->words, sizeof(change)->words, __VA_ARGS__) >= 0)
#define ARROW "\xe2\x86\x92"

enum { KIND, MORE, FEWER, TEST_HOLDS, TEST_FAILS, CHILDREN }; // ways; the children follow

static void *room(struct wm_change *change, size_t count, size_t size) {
    void *memory = wm_arena_zero(change->arena, count, size);
    change->no_memory = change->no_memory || memory == NULL;
    return memory;
}

static bool other_kind(struct wm_change *change) {
    enum wm_verb before = change->original->verb;
    if ((before == WM_VERB_ALL || before == WM_VERB_ANY) && change->original->child_count < 2)
        return false;
    if (before != WM_VERB_ALL && before != WM_VERB_ANY && before != WM_VERB_NONE)
        return false;
    change->criterion.verb = before == WM_VERB_ANY ? WM_VERB_ALL : WM_VERB_ANY;
    return SAY(change, "`%s` " ARROW " `%s`", wm_verb_name(before), wm_verb_name(change->criterion.verb));
}

// How many are needed ------------------------------------------------------------------------------------------------

static bool other_least(struct wm_change *change, bool more) {
    uint32_t least = change->original->least + (more ? 1u : UINT32_MAX);
    if (least == 0 || least > change->original->child_count)
        return false;
    change->criterion.least = least;
    return SAY(change, "`at_least` %u " ARROW " %u", change->original->least, least);
}

// Whether some of the weights add up to a sum from `low` on and below `high`. Of many children: probably.
static bool some_sum(const struct wm_criterion *points, wm_number low, wm_number high) {
    enum { MANY = 14 };
    if (points->child_count > MANY)
        return true;
    for (uint32_t chosen = 0; chosen < 1u << points->child_count; chosen++) {
        wm_number sum = 0;
        for (uint32_t i = 0; i < points->child_count; i++)
            sum += (chosen >> i & 1u) != 0 ? points->weights[i] : 0;
        if (sum >= low && sum < high)
            return true;
    }
    return false;
}

static wm_number total(const struct wm_criterion *points) {
    wm_number sum = 0;
    for (uint32_t i = 0; i < points->child_count; i++)
        sum += points->weights[i];
    return sum;
}

// The nearest threshold that some selection of children tells from this one.
static bool other_threshold(struct wm_change *change, bool more) {
    const struct wm_criterion *points = change->original;
    wm_number before = points->threshold, most = total(points);
    for (wm_number step = WM_NUMBER_ONE; step <= most; step += WM_NUMBER_ONE) {
        wm_number after = more ? before + step : before - step;
        if (after <= 0 || after > most)
            return false;
        if (!some_sum(points, more ? before : after, more ? after : before))
            continue;
        char was[32], is[32];
        wm_number_format(before, was);
        wm_number_format(after, is);
        change->criterion.threshold = after;
        return SAY(change, "`at_least` %s " ARROW " %s points", was, is);
    }
    return false;
}

static bool needed(struct wm_change *change, bool more) {
    switch (change->original->verb) {
    case WM_VERB_AT_LEAST: return other_least(change, more);
    case WM_VERB_POINTS: return other_threshold(change, more);
    default: return false;
    }
}

// Constants ----------------------------------------------------------------------------------------------------------

static struct wm_criterion constant(const struct wm_criterion *in_place_of, enum wm_verdict verdict) {
    return (struct wm_criterion){.verb = WM_VERB_FIXED,
                                 .fixed = verdict,
                                 .id = "setting",
                                 .qualified_id = "setting",
                                 .says = in_place_of->says,
                                 .edition = in_place_of->edition,
                                 .where = in_place_of->where};
}

static bool settled_test(struct wm_change *change, enum wm_verdict verdict) {
    const struct wm_criterion *when = change->original;
    if (when->verb != WM_VERB_WHEN || when->children[0]->verb == WM_VERB_FIXED || when->children[0]->unset != NULL)
        return false;
    struct wm_criterion **children = room(change, when->child_count, sizeof(struct wm_criterion *));
    struct wm_criterion *test = room(change, 1, sizeof *test);
    if (children == NULL || test == NULL)
        return false;
    *test = constant(when->children[0], verdict);
    for (uint32_t i = 0; i < when->child_count; i++)
        children[i] = i == 0 ? test : when->children[i];
    change->criterion.children = children;
    return SAY(change,
               verdict == WM_VERDICT_MET ? "the test of `when` always holds" : "the test of `when` never holds");
}

// Children left out --------------------------------------------------------------------------------------------------

// Whether what is left can still be told from nothing.
static bool can_spare(const struct wm_criterion *combination, uint32_t child) {
    switch (combination->verb) {
    case WM_VERB_ALL:
    case WM_VERB_ANY:
    case WM_VERB_NONE: return combination->child_count > 1;
    case WM_VERB_AT_LEAST: return combination->least < combination->child_count;
    case WM_VERB_POINTS: return total(combination) - combination->weights[child] >= combination->threshold;
    case WM_VERB_WHEN: return child == 2;
    case WM_VERB_EDITIONS: return combination->children[child]->verb == WM_VERB_GRANDFATHERED;
    default: return false;
    }
}

static bool leave_out(struct wm_change *change, uint32_t child) {
    const struct wm_criterion *combination = change->original;
    if (combination->children[child]->verb == WM_VERB_FIXED || !can_spare(combination, child))
        return false;
    struct wm_criterion **children = room(change, combination->child_count, sizeof(struct wm_criterion *));
    wm_number *weights = room(change, combination->child_count, sizeof *weights);
    if (children == NULL || weights == NULL)
        return false;
    uint32_t left = 0;
    for (uint32_t i = 0; i < combination->child_count; i++) {
        if (i == child)
            continue;
        weights[left] = combination->weights != NULL ? combination->weights[i] : 0;
        children[left++] = combination->children[i];
    }
    change->about = combination->children[child];
    change->criterion.children = children;
    change->criterion.child_count = left;
    if (combination->weights != NULL)
        change->criterion.weights = weights;
    return SAY(change, combination->verb == WM_VERB_WHEN ? "the last branch of `when` left out" : "left out");
}

// Together -----------------------------------------------------------------------------------------------------------

uint32_t wm_change_combination_ways(const struct wm_criterion *combination) {
    return CHILDREN + combination->child_count + wm_change_days_ways(combination);
}

bool wm_change_combination(struct wm_change *change) {
    uint32_t days = CHILDREN + change->original->child_count;
    if (change->way >= days)
        return wm_change_days(change, change->way - days);
    switch (change->way) {
    case KIND: return other_kind(change);
    case MORE:
    case FEWER: return needed(change, change->way == MORE);
    case TEST_HOLDS: return settled_test(change, WM_VERDICT_MET);
    case TEST_FAILS: return settled_test(change, WM_VERDICT_UNMET);
    default: return leave_out(change, change->way - CHILDREN);
    }
}

// The first way of all: the whole of what a level, or an edition of it, requires, where no child of it can be left out.
static bool nothing_required(struct wm_change *change) {
    const struct wm_criterion *all = change->original;
    bool alone = wm_verb_leaf(all->verb) || all->verb == WM_VERB_MEETS ||
                 (all->verb != WM_VERB_EDITIONS && all->child_count < 2);
    if (!change->root || !alone || all->verb == WM_VERB_FIXED)
        return false;
    change->criterion = constant(all, WM_VERDICT_MET);
    return SAY(change, "left out");
}

static bool is_root(const struct wm_level *level, const struct wm_criterion *criterion) {
    return criterion == level->requires || (criterion->edition != NULL && criterion->verb != WM_VERB_GRANDFATHERED);
}

uint32_t wm_change_ways(const struct wm_criterion *criterion) {
    return 1 + (wm_verb_leaf(criterion->verb) ? wm_change_leaf_ways(criterion) : wm_change_combination_ways(criterion));
}

bool wm_change_make(struct wm_change *change, struct wm_arena *arena, const struct wm_level *level,
                    const struct wm_criterion *criterion, uint32_t way) {
    *change = (struct wm_change){.arena = arena,
                                 .level = level,
                                 .original = criterion,
                                 .about = criterion,
                                 .root = is_root(level, criterion),
                                 .criterion = *criterion};
    if (way == 0)
        return nothing_required(change);
    change->way = way - 1;
    if (criterion->unset != NULL) // it stays unknown, whatever it asks
        return false;
    if (!wm_verb_leaf(criterion->verb))
        return wm_change_combination(change);
    struct wm_query *query;
    if (criterion->query == NULL || !wm_change_leaf(change))
        return false;
    query = wm_arena_alloc(arena, sizeof *query);
    change->no_memory = query == NULL;
    if (query == NULL)
        return false;
    *query = change->query;
    change->criterion.query = query;
    return true;
}
