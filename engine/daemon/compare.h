// SPDX-License-Identifier: MIT
// Everybody of an organisation under two rulesets, in the background: for previews, and after an activation.
//
// The people are read on threads of a low priority, each with a connection of its own, a piece of them at a time and
// each piece as one snapshot. Whoever is looked at is seen once, and under both rulesets from the same entries. Of what
// is written meanwhile some is seen and some is not; people who are put for the first time meanwhile are not looked at.
// Loop thread only, but for `build`.
#pragma once

#include "engine/author/preview.h"
#include "engine/daemon/rules.h"

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

struct wm_comparing;

struct wm_compare {      // one comparison. Owned by who asks, until `done`
    struct wm_read read; // first. Its status and error, once done: WM_BUSY "cancelled", or whatever failed
    struct wm_organisation *organisation;
    struct wm_ruleset *before, *after; // held by who asks
    wm_day as_of;
    size_t most;      // moves that are listed; all are counted
    uint64_t longest; // nanoseconds that it may take: predicates may take long; then it is WM_BUSY "deadline"
    // On a thread, with its connection: makes `after` when it is not there yet. May be NULL.
    enum wm_status (*build)(struct wm_compare *compare, struct wm_store_reader *reader, struct wm_error *error);
    void (*progress)(struct wm_compare *compare, uint64_t people, uint64_t of); // now and then; may be NULL
    void (*done)(struct wm_compare *compare);
    struct wm_compared *compared; // once done without a failure: of who asked
    // Its own.
    struct wm_comparing *comparing;
    struct wm_compare *next, *previous;
    _Atomic(bool) cancelled;
    _Atomic uint64_t began; // 0: it waits
    bool late;
    _Atomic uint64_t people, of;
    uint64_t told;
};

#define WM_COMPARES 2u // at the same time; more wait

// `store` until the end.
WM_MUST_USE enum wm_status wm_comparing_start(uv_loop_t *loop, struct wm_store *store,
                                              struct wm_comparing **ret_comparing, struct wm_error *error);
// `done` comes later, from the loop, unless this fails: WM_BUSY when too many wait, or the daemon stops.
WM_MUST_USE enum wm_status wm_compare_begin(struct wm_comparing *comparing, WM_KEEPS struct wm_compare *compare,
                                            struct wm_error *error);
void wm_compare_cancel(struct wm_compare *compare); // it is done soon
// All of them, and those that come later, too: the daemon is to stop.
void wm_comparing_abandon(struct wm_comparing *comparing); // accepts NULL
void wm_comparing_stop(struct wm_comparing *comparing);    // blocks; accepts NULL
