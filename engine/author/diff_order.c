// SPDX-License-Identifier: MIT
#include "engine/author/diff_order.h"

#include <string.h>

enum { PAIRS_FIRST = 1024 };
#define STEPS_MOST 4000000u // what takes more is not certain: a pack of that kind is read by nobody

// Constants -----------------------------------------------------------------------------------------------------------

enum { UNMET, UNKNOWN, MET, OPEN }; // the height of a verdict that never changes; OPEN: it does

static int constant(const struct wm_criterion *criterion) {
    if (criterion->unset != NULL)
        return UNKNOWN;
    if (criterion->verb == WM_VERB_FIXED)
        return criterion->fixed == WM_VERDICT_MET ? MET : criterion->fixed == WM_VERDICT_UNMET ? UNMET : UNKNOWN;
    if (criterion->child_count == 0 && (criterion->verb == WM_VERB_ALL || criterion->verb == WM_VERB_NONE))
        return MET;
    return criterion->child_count == 0 && criterion->verb == WM_VERB_ANY ? UNMET : OPEN;
}

// Combinations that count -----------------------------------------------------------------------------------------------

// What waits for a parameter is unknown whatever is below it.
static bool is(const struct wm_criterion *criterion, enum wm_verb verb) {
    return criterion->verb == verb && criterion->unset == NULL;
}

// `all`, `any`, `at_least` and `points` are met when children that weigh enough are.
static bool counts(const struct wm_criterion *criterion) {
    return is(criterion, WM_VERB_ALL) || is(criterion, WM_VERB_ANY) || is(criterion, WM_VERB_AT_LEAST) ||
           is(criterion, WM_VERB_POINTS);
}

static wm_number threshold(const struct wm_criterion *criterion) {
    switch (criterion->verb) {
    case WM_VERB_ALL: return criterion->child_count;
    case WM_VERB_ANY: return 1;
    case WM_VERB_POINTS: return criterion->threshold;
    default: return criterion->least;
    }
}

static wm_number weight(const struct wm_criterion *criterion, uint32_t child) {
    return criterion->verb == WM_VERB_POINTS ? criterion->weights[child] : 1;
}

// So many children are above it that they are enough.
static bool below_enough(struct wm_diff_order *order, const struct wm_criterion *low, const struct wm_criterion *high) {
    wm_number sum = 0, wanted = threshold(high);
    for (uint32_t i = 0; i < high->child_count && sum < wanted; i++) {
        if (wm_diff_below(order, low, high->children[i]))
            sum += weight(high, i);
    }
    return sum >= wanted;
}

// Those children that are not below it are never enough by themselves.
static bool enough_below(struct wm_diff_order *order, const struct wm_criterion *low, const struct wm_criterion *high) {
    wm_number sum = 0, wanted = threshold(low);
    for (uint32_t i = 0; i < low->child_count && sum < wanted; i++) {
        if (!wm_diff_below(order, low->children[i], high))
            sum += weight(low, i);
    }
    return sum < wanted;
}

// A partner for a child among those without one: its equal, else any above it. The search begins where the last one
// ended, since most children stand in the same order.
static uint32_t partner(struct wm_diff_order *order, const struct wm_criterion *child, const struct wm_criterion *high,
                        const bool *taken, uint32_t from, bool equal) {
    for (uint32_t i = 0; i < high->child_count; i++) {
        uint32_t at = (from + i) % high->child_count;
        if (!taken[at] && wm_diff_below(order, child, high->children[at]) &&
            (!equal || wm_diff_below(order, high->children[at], child)))
            return at;
    }
    return high->child_count;
}

// Each child of the low one finds a child of the high one above it; what finds none, and what weighs less over there, must
// not be needed.
static bool children_below(struct wm_diff_order *order, const struct wm_criterion *low,
                           const struct wm_criterion *high) {
    wm_number missing = 0;
    uint32_t from = 0;
    bool *taken = wm_arena_zero(order->arena, high->child_count + 1u, sizeof *taken);
    bool *settled = wm_arena_zero(order->arena, low->child_count + 1u, sizeof *settled);
    if (taken == NULL || settled == NULL) {
        order->no_memory = true;
        return false;
    }
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < low->child_count; i++) {
            if (settled[i])
                continue;
            uint32_t at = partner(order, low->children[i], high, taken, from, round == 0);
            settled[i] = at < high->child_count;
            if (settled[i]) {
                wm_number less = weight(low, i) - weight(high, at);
                taken[at] = true;
                from = at + 1;
                missing += less > 0 ? less : 0;
            } else if (round == 1) {
                missing += weight(low, i);
            }
        }
    }
    return threshold(low) - missing >= threshold(high);
}

// The others --------------------------------------------------------------------------------------------------------------

static bool none_below(struct wm_diff_order *order, const struct wm_criterion *low, const struct wm_criterion *high) {
    for (uint32_t i = 0; i < high->child_count; i++) {
        uint32_t k = 0;
        while (k < low->child_count && !wm_diff_below(order, high->children[i], low->children[k]))
            k++;
        if (k == low->child_count)
            return false;
    }
    return true;
}

// An award of a level stands for its criteria, so that a level is above a gate that asks for the same.
static bool meets_below(struct wm_diff_order *order, const struct wm_level *low, const struct wm_level *high) {
    return strcmp(low->full, high->full) == 0 && (low->gate || !high->gate) &&
           wm_diff_below(order, low->requires, high->requires);
}

static bool same(struct wm_diff_order *order, const struct wm_criterion *one, const struct wm_criterion *other) {
    return wm_diff_below(order, one, other) && wm_diff_below(order, other, one);
}

// What follows the test, `place` 1 or 2; NULL where it is always met.
static const struct wm_criterion *branch(const struct wm_criterion *when, uint32_t place) {
    return place < when->child_count ? when->children[place] : NULL;
}

static bool branch_below(struct wm_diff_order *order, const struct wm_criterion *low, const struct wm_criterion *high) {
    return high == NULL || (low != NULL && wm_diff_below(order, low, high));
}

static bool when_below(struct wm_diff_order *order, const struct wm_criterion *low, const struct wm_criterion *high) {
    if (is(low, WM_VERB_WHEN) && is(high, WM_VERB_WHEN) && same(order, low->children[0], high->children[0]) &&
        branch_below(order, branch(low, 1), branch(high, 1)) && branch_below(order, branch(low, 2), branch(high, 2)))
        return true;
    if (is(low, WM_VERB_WHEN) && branch_below(order, branch(low, 1), high) && branch_below(order, branch(low, 2), high))
        return true;
    return is(high, WM_VERB_WHEN) && branch_below(order, low, branch(high, 1)) &&
           branch_below(order, low, branch(high, 2));
}

// Editions that begin before `day` (WM_DAY_NEVER: all) in pairs, each pair with the same days. What it came to on an eve
// is asked of the editions before, so that this ends; awards do not count on an eve.
static bool editions_below(struct wm_diff_order *order, const struct wm_criterion *low, const struct wm_criterion *high,
                           wm_day day);

static bool grandfathered_below(struct wm_diff_order *order, const struct wm_criterion *low,
                                const struct wm_criterion *high) {
    const struct wm_level *one = low->level, *other = high->level;
    return low->edition->from == high->edition->from && strcmp(one->full, other->full) == 0 &&
           one->requires->verb == WM_VERB_EDITIONS && other->requires->verb == WM_VERB_EDITIONS &&
           editions_below(order, one->requires, other->requires, low->edition->from);
}

static const struct wm_criterion *next_before(const struct wm_criterion *editions, uint32_t *at, wm_day day) {
    while (*at < editions->child_count) {
        const struct wm_criterion *child = editions->children[(*at)++];
        if (child->edition->from < day) // WM_DAY_NONE: before every day
            return child;
    }
    return NULL;
}

static bool editions_below(struct wm_diff_order *order, const struct wm_criterion *low, const struct wm_criterion *high,
                           wm_day day) {
    for (uint32_t i = 0, k = 0;;) {
        const struct wm_criterion *one = next_before(low, &i, day), *other = next_before(high, &k, day);
        if (one == NULL || other == NULL)
            return one == other;
        bool alike = one->edition->from == other->edition->from && one->edition->until == other->edition->until &&
                     (one->verb == WM_VERB_GRANDFATHERED) == (other->verb == WM_VERB_GRANDFATHERED);
        if (!alike || !wm_diff_below(order, one, other))
            return false;
    }
}

// All of it -------------------------------------------------------------------------------------------------------------

static bool combination_below(struct wm_diff_order *order, const struct wm_criterion *low,
                              const struct wm_criterion *high) {
    if (is(low, WM_VERB_SHOWN))
        return wm_diff_below(order, low->children[0], high);
    if (is(high, WM_VERB_SHOWN))
        return wm_diff_below(order, low, high->children[0]);
    if (counts(low) && counts(high) && children_below(order, low, high))
        return true;
    if ((counts(high) && below_enough(order, low, high)) || (counts(low) && enough_below(order, low, high)))
        return true;
    if (is(low, WM_VERB_NONE) && is(high, WM_VERB_NONE) && none_below(order, low, high))
        return true;
    if (is(low, WM_VERB_MEETS) && is(high, WM_VERB_MEETS))
        return meets_below(order, low->level, high->level);
    if (is(low, WM_VERB_EDITIONS) && is(high, WM_VERB_EDITIONS))
        return editions_below(order, low, high, WM_DAY_NEVER);
    return when_below(order, low, high);
}

static struct wm_diff_pair *place_of(struct wm_diff_pair *pairs, size_t room, const struct wm_criterion *low,
                                     const struct wm_criterion *high) {
    uint64_t mixed = ((uint64_t)(uintptr_t)low * 31 + (uint64_t)(uintptr_t)high) * 0x9e3779b97f4a7c15u;
    size_t at = (size_t)(mixed >> 20) & (room - 1);
    while (pairs[at].low != NULL && (pairs[at].low != low || pairs[at].high != high))
        at = (at + 1) & (room - 1);
    return &pairs[at];
}

static void remember(struct wm_diff_order *order, const struct wm_criterion *low, const struct wm_criterion *high,
                     bool answer) {
    if (2 * order->count >= order->room) {
        size_t room = order->room > 0 ? 2 * order->room : PAIRS_FIRST;
        struct wm_diff_pair *pairs = wm_arena_zero(order->arena, room, sizeof *pairs);
        if (pairs == NULL) {
            order->no_memory = true;
            return;
        }
        for (size_t i = 0; i < order->room; i++) {
            if (order->pairs[i].low != NULL)
                *place_of(pairs, room, order->pairs[i].low, order->pairs[i].high) = order->pairs[i];
        }
        order->pairs = pairs;
        order->room = room;
    }
    *place_of(order->pairs, order->room, low, high) = (struct wm_diff_pair){low, high, answer};
    order->count++;
}

bool wm_diff_below(struct wm_diff_order *order, const struct wm_criterion *low, const struct wm_criterion *high) {
    int lowest = constant(low), highest = constant(high);
    if (lowest == UNMET || highest == MET)
        return true;
    if (lowest != OPEN && highest != OPEN)
        return lowest <= highest;
    if (order->no_memory || ++order->steps > STEPS_MOST)
        return false;
    if (low->verb == WM_VERB_GRANDFATHERED && high->verb == WM_VERB_GRANDFATHERED)
        return grandfathered_below(order, low, high);
    if (wm_verb_leaf(low->verb) && wm_verb_leaf(high->verb))
        return wm_diff_leaf_below(order, low, high);
    struct wm_diff_pair *known = order->room > 0 ? place_of(order->pairs, order->room, low, high) : NULL;
    if (known != NULL && known->low != NULL)
        return known->answer;
    bool answer = combination_below(order, low, high);
    remember(order, low, high, answer);
    return answer;
}

// What custom predicates look at ------------------------------------------------------------------------------------------

static bool same_declared(const struct wm_declaration *one, const struct wm_declaration *other) {
    return one->code == other->code && one->has_valid == other->has_valid &&
           (!one->has_valid || wm_span_equal(one->valid, other->valid)) &&
           (one->valid_parameter == NULL) == (other->valid_parameter == NULL) &&
           (one->valid_parameter == NULL || strcmp(one->valid_parameter->id, other->valid_parameter->id) == 0);
}

// The names that it may use, and how long courses count. In the order of declaration: another order is not certain.
static bool same_names(const struct wm_framework *one, const struct wm_framework *other) {
    if (strcmp(one->id, other->id) != 0 || one->level_count != other->level_count)
        return false;
    for (uint32_t i = 0; i < one->level_count; i++) {
        if (one->levels[i].code != other->levels[i].code || one->levels[i].gate != other->levels[i].gate)
            return false;
    }
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++) {
        if (one->declaration_counts[declared] != other->declaration_counts[declared])
            return false;
        for (uint32_t i = 0; i < one->declaration_counts[declared]; i++) {
            if (!same_declared(&one->declarations[declared][i], &other->declarations[declared][i]))
                return false;
        }
    }
    return true;
}

void wm_diff_order_init(struct wm_diff_order *order, struct wm_arena *arena, const struct wm_ruleset *before,
                        const struct wm_ruleset *after) {
    *order =
        (struct wm_diff_order){.arena = arena, .same_for_custom = before->framework_count == after->framework_count};
    for (uint32_t i = 0; i < before->framework_count && order->same_for_custom; i++)
        order->same_for_custom = same_names(&before->frameworks[i], &after->frameworks[i]);
}
