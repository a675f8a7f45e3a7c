// SPDX-License-Identifier: MIT
// Whose standing would move, and why, if one ruleset took the place of another: everybody under both, on one day.
//
// Levels whose criteria are the same under both, with all that they reach, are not asked about. The cause of a move is
// the first criterion that stands in the way on the side where the person is worse off. Blocks; any thread.
#pragma once

#include "engine/decide/decide.h"

#include <stdatomic.h>

enum wm_move {
    WM_MOVE_GAINS,   // eligible now
    WM_MOVE_LOSES,   // not eligible any more
    WM_MOVE_DOUBTED, // newly indeterminate
    WM_MOVE_SETTLED, // not eligible, after it was indeterminate
    WM_MOVE_LATER,   // eligible as before, and for longer
    WM_MOVE_SOONER,  // eligible as before, but not as long
    WM_MOVE_COUNT
};
const char *wm_move_name(enum wm_move move); // "gains", "loses", "doubted", "settled", "later", "sooner"

struct wm_preview_level {                  // a level or gate by its full id
    const struct wm_level *before, *after; // either may be NULL: it is added, or removed
    const char *full;
    bool same; // nothing can move
    uint64_t moves[WM_MOVE_COUNT];
};

struct wm_preview_cause {
    const struct wm_preview_level *level;
    const struct wm_criterion *criterion;
    bool now;       // it stands in the way under the new ruleset; else it did under the old
    const char *id; // as a decision names it
    uint64_t moves[WM_MOVE_COUNT];
    struct wm_preview_cause *next; // of the same slot
};

struct wm_moved {
    const struct wm_preview_level *level;
    const char *person; // borrowed for the call
    size_t person_length;
    enum wm_move move;
    enum wm_outcome before, after;    // of a level that was not there: not eligible
    wm_day until_before, until_after; // WM_DAY_NONE: for ever; of eligible ones only
    const struct wm_criterion *cause; // NULL: the level itself came or went
    bool cause_now;                   // as wm_preview_cause has it
    const char *cause_id;
    const struct wm_preview_cause *counted; // where it was counted; lives as long as the preview; NULL as the cause is
};

// Where the people come from: pieces, that threads read side by side.
struct wm_preview_people {
    void *context;
    uint32_t pieces;
    uint64_t known; // how many there are, if that is known: then they are not read when nobody can move
    // Calls `each` for every person of the piece, until it returns false. `thread` counts from 0.
    enum wm_status (*read)(void *context, unsigned thread, uint32_t piece,
                           bool (*each)(void *each_context, const char *person, size_t length,
                                        const struct wm_portfolio *portfolio),
                           void *each_context, struct wm_error *error);
};

struct wm_preview_form {
    struct wm_ruleset *before, *after;
    wm_day as_of;
    const char *organisation;
    unsigned threads;            // 0: one a core
    const _Atomic(bool) *cancel; // may be NULL; looked at between two people
    // One at a time, on some thread; either may be NULL.
    void (*moved)(void *context, const struct wm_moved *moved);
    void (*progress)(void *context, uint64_t people);
    void *context;
};

struct wm_preview {
    struct wm_arena arena;
    struct wm_ruleset *before, *after; // held
    struct wm_preview_level *levels;   // by id
    uint32_t level_count;
    uint64_t people, moved_people;
    uint64_t moves[WM_MOVE_COUNT];
    struct wm_preview_cause **causes; // most moves first, then by level and id
    uint32_t cause_count;
};

// WM_BUSY, reason "cancelled", or what reading or a predicate failed with: then there is no preview.
WM_MUST_USE enum wm_status wm_preview_run(const struct wm_preview_form *form, const struct wm_preview_people *people,
                                          struct wm_preview **ret_preview, struct wm_error *error);
void wm_preview_free(struct wm_preview *preview); // accepts NULL
