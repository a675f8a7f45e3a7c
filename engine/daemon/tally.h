// SPDX-License-Identifier: MIT
// What custom predicates cost, and which of them are too slow to be asked: one tally for each ruleset at work, so that
// every activation begins anew. A predicate is a function of a pack, whichever levels ask it.
//
// A tally is counted and lives as long as whoever may still add to it; figures are behind its lock, for any thread.
#pragma once

#include "engine/criteria/predicate.h"

#include <stdatomic.h>
#include <uv.h>

enum wm_tally_failure {
    WM_TALLY_ERROR, // its own: unknown is its answer
    WM_TALLY_BUDGET,
    WM_TALLY_MEMORY,
    WM_TALLY_DEADLINE,  // no answer: the question's time was over, and this predicate took most of it
    WM_TALLY_ABANDONED, // it did not come back
    WM_TALLY_FAILURES
};
const char *wm_tally_failure_name(enum wm_tally_failure failure); // "error", "deadline", …

struct wm_tally_figures { // of one predicate, since the rules became active
    uint64_t calls;
    uint64_t fuel;    // of all calls
    uint64_t bytes;   // the most that the state of Lua held
    uint64_t slowest; // nanoseconds of processor time that one call took
    uint64_t failures[WM_TALLY_FAILURES];
    bool suspended; // asked no more
};

struct wm_tally {
    _Atomic uint32_t references;
    _Atomic bool retired;                   // the ruleset is not at work any more: nothing of it is worth keeping
    struct wm_ruleset *ruleset;             // held
    uint64_t patience;                      // so often a predicate may be late before it is suspended
    const struct wm_predicate **predicates; // each once; by file, then id
    size_t count;
    uv_mutex_t mutex; // guards:
    struct wm_tally_figures *figures;
};

WM_MUST_USE enum wm_status wm_tally_new(struct wm_ruleset *ruleset, uint64_t patience, struct wm_tally **ret_tally,
                                        struct wm_error *error);
struct wm_tally *wm_tally_ref(struct wm_tally *tally);
void wm_tally_unref(struct wm_tally *tally); // accepts NULL

size_t wm_tally_find(const struct wm_tally *tally, const struct wm_predicate *predicate); // count: it is none of them
struct wm_tally_figures wm_tally_figures(struct wm_tally *tally, size_t index);
uint64_t wm_tally_late(const struct wm_tally_figures *figures); // how often it was
// One more call, that took so much.
struct wm_tally_call {
    uint64_t fuel, bytes, nanoseconds;
    bool failed;
    enum wm_tally_failure failure; // only when it failed
};
void wm_tally_add(struct wm_tally *tally, size_t index, const struct wm_tally_call *call);
// It was late. Logs it when that suspends it.
void wm_tally_add_late(struct wm_tally *tally, size_t index, enum wm_tally_failure failure);
bool wm_tally_any_suspended(struct wm_tally *tally);

// Those of all rulesets at work. Loop thread only.
struct wm_tallies {
    struct wm_tally **all; // by the address of the ruleset
    size_t count, room;
    uint64_t patience;
};
void wm_tallies_clear(struct wm_tallies *tallies); // accepts a zeroed one
// The tally of the ruleset (borrowed); made when there is none.
WM_MUST_USE enum wm_status wm_tallies_reach(struct wm_tallies *tallies, struct wm_ruleset *ruleset,
                                            struct wm_tally **ret_tally, struct wm_error *error);
// Retires those whose ruleset nobody else holds; whether there were any.
bool wm_tallies_tidy(struct wm_tallies *tallies);
