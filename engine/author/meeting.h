// SPDX-License-Identifier: MIT
// The records of somebody who meets a level: made from its criteria, for `meeting "x"` and `each_missing` in tests.
//
// Every leaf that is to hold is given records of its own, the least that it asks for, dated on the day in question
// (periods and cadences begin as late as they may). Where the rule leaves a choice (`any`, `at_least`, `points`,
// `when`), the first that can hold is taken, unless one leaf is to count: then the branches that lead to it. What needs
// a parameter that nobody set is passed over; it stays unknown. Pure; everything is on the arena.
#pragma once

#include "engine/plan/least.h"

struct wm_meeting {
    struct wm_least least;               // of the level, on the day; its records in the order of recording
    const struct wm_criterion *counting; // the leaf that is to count, or NULL
};

// `counting` (may be NULL) is a leaf of level->requires, as wm_meeting_leaves gives it.
WM_MUST_USE enum wm_status wm_meeting_make(struct wm_arena *arena, const struct wm_level *level, wm_day as_of,
                                           const struct wm_criterion *counting, struct wm_meeting *ret_meeting,
                                           struct wm_error *error);
// Takes the records away that make the leaf hold: its own and those like them that were made for others.
void wm_meeting_drop(struct wm_meeting *meeting, const struct wm_criterion *leaf);
// Adds records that make the leaf hold.
WM_MUST_USE enum wm_status wm_meeting_add(struct wm_meeting *meeting, const struct wm_criterion *leaf,
                                          struct wm_error *error);

// The leaves of a level's own tree that can stand in its way by themselves: none of those that only choose a branch
// (`when`), none that stay unknown or are outweighed by something that does. Of a level with editions: of the one in force
// on that day.
struct wm_meeting_leaf {
    const struct wm_criterion *leaf;
    bool forbidden; // below a `none`: it stands in the way when it holds
};
WM_MUST_USE enum wm_status wm_meeting_leaves(struct wm_arena *arena, const struct wm_level *level, wm_day as_of,
                                             struct wm_meeting_leaf **ret_leaves, uint32_t *ret_count,
                                             struct wm_error *error);

// Takes away, by what an author calls it, a leaf of the level or of those that it `meets`: its id ("trained:x", or
// "entry/trained:x" through `meets`), or the subject alone. WM_NOT_FOUND, reason "unknown-criterion", with the nearest.
WM_MUST_USE enum wm_status wm_meeting_without(struct wm_meeting *meeting, const char *name, struct wm_error *error);
