// SPDX-License-Identifier: MIT
// What wm_ruleset_seal builds for look-ups; private to this folder.
#pragma once

#include "engine/criteria/index.h"
#include "engine/criteria/ruleset.h"

struct wm_ruleset_index {
    struct wm_index levels;                      // by "framework/level"
    struct wm_index declared[WM_DECLARED_COUNT]; // by the text of the code that records use
};

// The nearest name among those that `declared` knows, offered to `nearest`.
void wm_ruleset_offer(const struct wm_ruleset *ruleset, enum wm_declared declared, struct wm_nearest *nearest);
// Leaf ids, qualified ids and places of every leaf of a level. Reason "duplicate" for an id given twice.
WM_MUST_USE enum wm_status wm_leaves_name(struct wm_ruleset *ruleset, struct wm_level *level, struct wm_error *error);
// Sets `custom` of the ruleset and of its levels.
void wm_custom_mark(struct wm_ruleset *ruleset);
// Numbers the GRANDFATHERED leaves by their eves, and tells each level which it reaches. Reason "too-many".
WM_MUST_USE enum wm_status wm_eves_reach(struct wm_ruleset *ruleset, struct wm_error *error);
// The SHA-256 of the files, and of the canonical tree.
WM_MUST_USE enum wm_status wm_ruleset_hash(struct wm_ruleset *ruleset, struct wm_error *error);
