// SPDX-License-Identifier: MIT
// The levels and gates of a ruleset, and after them what is asked of whoever assesses ("assessors/framework"): everything
// that a test can ask about, by number.
#pragma once

#include "engine/criteria/ruleset.h"

#include <string.h>

static inline uint32_t wm_all_levels_count(const struct wm_ruleset *ruleset) {
    return ruleset->level_count + ruleset->assessors_count;
}

static inline const struct wm_level *wm_all_levels_at(const struct wm_ruleset *ruleset, uint32_t index) {
    return index < ruleset->level_count ? ruleset->levels[index]
                                        : &ruleset->assessors[index - ruleset->level_count].level;
}

// The number of the one of that name, of whatever ruleset it is; the count when there is none.
static inline uint32_t wm_all_levels_find(const struct wm_ruleset *ruleset, const struct wm_level *level) {
    uint32_t count = wm_all_levels_count(ruleset);
    if (level->index < ruleset->level_count && strcmp(ruleset->levels[level->index]->full, level->full) == 0)
        return level->index;
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(wm_all_levels_at(ruleset, i)->full, level->full) == 0)
            return i;
    }
    return count;
}
