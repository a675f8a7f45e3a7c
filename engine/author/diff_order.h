// SPDX-License-Identifier: MIT
// Criteria of two rulesets against each other. Private to diff*.c.
//
// Verdicts are ordered: unmet, unknown, met. One criterion is *below* another when its verdict is never the higher one of
// the two, whatever is recorded, on whatever day. Every combination but `none` and the test of a `when` keeps that order,
// so that it can be followed from leaves to levels. "No" means: not certain.
#pragma once

#include "engine/criteria/ruleset.h"

struct wm_diff_pair {
    const struct wm_criterion *low, *high;
    bool answer;
};

struct wm_diff_order {
    struct wm_arena *arena;     // of the pairs
    struct wm_diff_pair *pairs; // answered already: open addressing
    size_t room, count;
    uint64_t steps;       // so far
    bool same_for_custom; // all that a custom predicate can look at but the person is the same in both rulesets
    bool no_memory;
};

void wm_diff_order_init(struct wm_diff_order *order, struct wm_arena *arena, const struct wm_ruleset *before,
                        const struct wm_ruleset *after);
bool wm_diff_below(struct wm_diff_order *order, const struct wm_criterion *low, const struct wm_criterion *high);
// Of two leaves, as wm_diff_below; constants aside.
bool wm_diff_leaf_below(const struct wm_diff_order *order, const struct wm_criterion *low,
                        const struct wm_criterion *high);
// Whether the same scores are on both scales; either may be NULL.
bool wm_diff_same_scale(const struct wm_scale *one, const struct wm_scale *other);
