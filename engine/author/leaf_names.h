// SPDX-License-Identifier: MIT
// Leaves of a level, and of those that it meets, by the ids that its decisions give them.
#pragma once

#include "engine/criteria/ruleset.h"

bool wm_leaf_named(const struct wm_level *level, const char *id);
// Offers them all.
void wm_leaf_names(const struct wm_level *level, struct wm_nearest *nearest);
