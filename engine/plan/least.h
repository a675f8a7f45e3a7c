// SPDX-License-Identifier: MIT
// The least records that make a leaf hold on a day: those of `meeting "x"` in tests, and those of a plan.
//
// Dated on the day in question; periods and cadences begin as late as they may. Pure; everything is on the arena.
#pragma once

#include "engine/base/memory.h"
#include "engine/criteria/ruleset.h"

struct wm_least_record {
    struct wm_record record;         // an award: kind WM_KIND_AWARD, subject the level, on
    const struct wm_criterion *leaf; // that it was made for
    struct wm_least_record *next;
};

struct wm_least {
    struct wm_arena *arena;
    const struct wm_level *level; // an appraisal is about it, where the leaf asks for none in particular
    wm_day as_of;
    struct wm_least_record *first; // in the order in which they are to be recorded
    bool no_memory;
};

// Adds the records that make `leaf` hold: one that has a query. Sets least->no_memory when there is none left.
void wm_least_add(struct wm_least *least, const struct wm_criterion *leaf);

// How a record of that kind ends when it went well: "completed", "recommended", "verified"; "" where nothing is said.
const char *wm_least_outcome(enum wm_kind kind);
