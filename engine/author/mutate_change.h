// SPDX-License-Identifier: MIT
// The changes that can be made to one criterion. Private to mutate*.c.
#pragma once

#include "engine/author/mutate.h"
#include "engine/criteria/ruleset.h"

// One change: a copy of the criterion, and of its query, made otherwise.
struct wm_change {
    struct wm_arena *arena;       // of what the copy needs beside
    const struct wm_level *level; // that it stands in
    const struct wm_criterion *original;
    const struct wm_criterion *about; // what was changed, for people: the original, or the child that was left out
    bool root;                        // the original is all that its level, or an edition of it, requires
    uint32_t way;                     // which of its changes
    struct wm_criterion criterion;
    struct wm_query query; // of a leaf; wm_change_make puts it on the arena
    char words[160];       // "`at_least` 3 → 4"
    bool no_memory;
};

// How many ways to try, from 0.
uint32_t wm_change_ways(const struct wm_criterion *criterion);
// Makes the change of that number. False: there is none, or none that anybody could tell, or there is no memory.
bool wm_change_make(struct wm_change *change, struct wm_arena *arena, const struct wm_level *level,
                    const struct wm_criterion *criterion, uint32_t way);

// The parts of it.
uint32_t wm_change_leaf_ways(const struct wm_criterion *leaf);
bool wm_change_leaf(struct wm_change *change);
uint32_t wm_change_combination_ways(const struct wm_criterion *combination);
bool wm_change_combination(struct wm_change *change);
uint32_t wm_change_days_ways(const struct wm_criterion *combination);
bool wm_change_days(struct wm_change *change, uint32_t way);
