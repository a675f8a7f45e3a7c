// SPDX-License-Identifier: MIT
// What it would take to reach the levels that are near in a standing.
#pragma once

#include "engine/decide/standing.h"

#define WM_PLAN_NEAR_MOST 24u     // levels planned for, in the standing's order
#define WM_PLAN_NEAR_BUDGET 4000u // steps of each: all together take no longer than one long plan

// Fills standing->plans, on the arena. A plan is an extra: where a predicate could not be asked for it, or it took too much
// memory, that level and those after it go without. WM_NO_MEMORY when the arena has none.
WM_MUST_USE enum wm_status wm_plan_near(const struct wm_question *question, struct wm_arena *arena,
                                        struct wm_standing *standing, struct wm_error *error);
