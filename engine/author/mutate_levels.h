// SPDX-License-Identifier: MIT
// A ruleset's levels with one criterion changed. Private to mutate*.c.
#pragma once

#include "engine/author/mutate_change.h"

// Which criterion of a level, whatever the parameters: the nth of its verb, place and id in tree order.
struct wm_mutate_target {
    const struct wm_level *level;         // of the usual ruleset
    const struct wm_criterion *criterion; // in it
    uint32_t nth;
    uint32_t way;
};
struct wm_mutate_target wm_mutate_target_of(const struct wm_level *level, const struct wm_criterion *criterion,
                                            uint32_t way);

// The levels of `ruleset` as all_levels.h counts them, copied to the arena with what changed; NULL when the ruleset has no such
// criterion, when the change makes no difference there, or (*ret_no_memory) when out of memory.
const struct wm_level *const *wm_mutate_levels(struct wm_arena *arena, const struct wm_ruleset *ruleset,
                                               const struct wm_mutate_target *target, bool *ret_no_memory);
