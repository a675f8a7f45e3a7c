// SPDX-License-Identifier: MIT
// Everybody of an organisation under two rulesets, in the background: for previews, and after an activation.
//
// A walk (everybody.h): whoever is looked at is seen once, and under both rulesets from the same entries.
#pragma once

#include "engine/author/preview.h"
#include "engine/daemon/everybody.h"

struct wm_compared_move {
    const char *person; // NUL-terminated
    const struct wm_preview_level *level;
    const struct wm_preview_cause *cause; // NULL: the level itself came or went
    enum wm_move move;
    enum wm_outcome before, after;
    wm_day until_before, until_after; // of eligible ones; WM_DAY_NONE: for ever
};

// What came of it, counted: does not change any more, and may be read on any thread.
struct wm_compared {
    _Atomic uint32_t references;
    struct wm_preview *preview;
    wm_day as_of;
    int64_t ledger;                 // the organisation's last seq when it began
    struct wm_compared_move *moves; // by person, then by level
    size_t count, room;
    bool cut; // there are more moves than were asked for: of some people, whoever they are, they are not there
    struct wm_arena arena;
};
struct wm_compared *wm_compared_ref(struct wm_compared *compared);
void wm_compared_unref(struct wm_compared *compared); // accepts NULL

struct wm_compare {      // one comparison. Owned by who asks, until walk.done
    struct wm_walk walk; // first. Who asks sets its organisation, longest, progress, done; its prepare may make `after`
    struct wm_ruleset *before, *after; // held by who asks
    wm_day as_of;
    size_t most;                  // moves that are listed; all are counted
    struct wm_compared *compared; // once done without a failure: of who asked
};

// As wm_walk_begin.
WM_MUST_USE enum wm_status wm_compare_begin(struct wm_everybody *everybody, WM_KEEPS struct wm_compare *compare,
                                            struct wm_error *error);
