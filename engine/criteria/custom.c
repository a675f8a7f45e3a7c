// SPDX-License-Identifier: MIT
// Which levels cannot be decided without running a function of the pack.
#include "engine/criteria/ruleset_index.h"

static bool reaches_custom(const struct wm_criterion *criterion) {
    if (criterion->verb == WM_VERB_CUSTOM || (criterion->verb == WM_VERB_MEETS && criterion->level->custom))
        return true;
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        if (reaches_custom(criterion->children[i]))
            return true;
    }
    return false;
}

static bool level_reaches_custom(const struct wm_level *level) {
    bool reaches = reaches_custom(level->requires);
    for (uint32_t i = 0; i < level->desire_count && !reaches; i++)
        reaches = reaches_custom(level->desires[i]);
    return reaches;
}

void wm_custom_mark(struct wm_ruleset *ruleset) {
    bool moved = true;
    while (moved) { // a level that meets one that does, until none is left; circles do no harm
        moved = false;
        for (uint32_t i = 0; i < ruleset->level_count; i++) {
            struct wm_level *level = ruleset->levels[i];
            if (level->custom || !level_reaches_custom(level))
                continue;
            level->custom = true;
            ruleset->custom = true;
            moved = true;
        }
    }
    for (uint32_t i = 0; i < ruleset->assessors_count; i++)
        ruleset->assessors[i].level.custom = level_reaches_custom(&ruleset->assessors[i].level);
}
