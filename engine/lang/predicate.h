// SPDX-License-Identifier: MIT
// Custom predicates at work: functions of a pack, asked about one person on one day.
//
// The file that holds the predicate is run again in a new environment for each evaluation, together with what it
// includes, and its function is called with a read-only view of the portfolio: nothing survives an evaluation. A state
// of Lua is made when it is needed first, and again after any failure. One thread at a time, never the loop.
#pragma once

#include "engine/criteria/predicate.h"

struct wm_predicates; // all those of one ruleset

struct wm_predicate_limits { // 0 = the default of engine/lang/limits.h
    size_t memory;           // bytes of the Lua state
    uint64_t fuel;           // of one evaluation
};

// The ruleset's files are where the functions come from: it is borrowed until the end.
WM_MUST_USE enum wm_status wm_predicates_new(WM_KEEPS const struct wm_ruleset *ruleset,
                                             const struct wm_predicate_limits *limits,
                                             struct wm_predicates **ret_predicates, struct wm_error *error);
void wm_predicates_free(struct wm_predicates *predicates); // accepts NULL
// So many nanoseconds from now on; after them whatever is asked fails with WM_BUSY, reason "deadline". < 0: no end.
void wm_predicates_deadline(struct wm_predicates *predicates, int64_t nanoseconds);
const struct wm_ruleset *wm_predicates_ruleset(const struct wm_predicates *predicates);

// What a predicate says of a portfolio on a day. Its own failures are answers: unknown, with place and reason. Fails only
// with WM_BUSY and WM_NO_MEMORY.
WM_MUST_USE enum wm_status wm_predicates_ask(struct wm_predicates *predicates, const struct wm_predicate *predicate,
                                             const struct wm_portfolio *portfolio, wm_day day,
                                             struct wm_predicate_answer *ret_answer, struct wm_error *error);
// What the last evaluation took, and the reason of the error that ended it ("" = it answered).
struct wm_predicates_effort {
    size_t bytes; // the most that the state held
    uint64_t fuel;
    int64_t nanoseconds; // of processor time
    char failure[40];
};
struct wm_predicates_effort wm_predicates_effort(const struct wm_predicates *predicates);
// Who looks on at each evaluation, on the thread that runs it. Copied; NULL: nobody.
struct wm_predicates_watch {
    void *context;
    // WM_OK, or WM_BUSY: then it is not run, and `after` is not called.
    enum wm_status (*before)(void *context, const struct wm_predicate *predicate, struct wm_error *error);
    // `status` is what the evaluation ended with: WM_RULES for the predicate's own failures, which are answers.
    void (*after)(void *context, const struct wm_predicate *predicate, enum wm_status status,
                  const struct wm_predicates_effort *effort);
};
void wm_predicates_look_on(struct wm_predicates *predicates, const struct wm_predicates_watch *watch);
// For those who only know of criteria/predicate.h. Borrows `predicates`.
struct wm_predicate_runner wm_predicates_runner(struct wm_predicates *predicates);

// While a pack is loaded: runs the predicate's file as an evaluation would, up to the call. `ret_digest` is of all that
// was run. WM_RULES with the place of whatever a file of predicates cannot have in it.
WM_MUST_USE enum wm_status wm_predicates_rehearse(const struct wm_ruleset_file *files, size_t file_count,
                                                  const struct wm_predicate *predicate, char ret_digest[65],
                                                  struct wm_error *error);
