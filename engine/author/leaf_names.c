// SPDX-License-Identifier: MIT
#include "engine/author/leaf_names.h"

#include <string.h>

static const char *name_of(const struct wm_criterion *leaf, bool own) {
    return own ? leaf->id : leaf->qualified_id;
}

static bool has(const struct wm_criterion *criterion, bool own, const char *id) {
    if (criterion->verb == WM_VERB_MEETS)
        return has(criterion->level->requires, false, id);
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        if (has(criterion->children[i], own, id))
            return true;
    }
    return wm_verb_leaf(criterion->verb) && strcmp(name_of(criterion, own), id) == 0;
}

bool wm_leaf_named(const struct wm_level *level, const char *id) {
    return has(level->requires, true, id);
}

static void offer(const struct wm_criterion *criterion, bool own, struct wm_nearest *nearest) {
    if (criterion->verb == WM_VERB_MEETS)
        offer(criterion->level->requires, false, nearest);
    for (uint32_t i = 0; i < criterion->child_count; i++)
        offer(criterion->children[i], own, nearest);
    if (wm_verb_leaf(criterion->verb))
        wm_nearest_offer(nearest, name_of(criterion, own));
}

void wm_leaf_names(const struct wm_level *level, struct wm_nearest *nearest) {
    offer(level->requires, true, nearest);
}
