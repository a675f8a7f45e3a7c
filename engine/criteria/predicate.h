// SPDX-License-Identifier: MIT
// Custom predicates: criteria that a function of the pack decides. `lang` runs them, `decide` asks; neither knows the
// other. What a predicate is shown of a portfolio: engine/lang/README.md.
#pragma once

#include "engine/criteria/ruleset.h"
#include "engine/portfolio/portfolio.h"

#include <stdatomic.h>

struct wm_predicate {                     // where the function is found
    const char *file;                     // a file of the ruleset; it is run again for each evaluation
    const char *id;                       // as given to `custom`; once a pack
    const char *digest;                   // SHA-256 of what is run, hexadecimal
    const struct wm_framework *framework; // whose names need nothing before them; NULL: of no framework
    // Of its evaluations, on whichever thread: so that the log tells of few of them. All else in a ruleset never changes.
    // NULL: nobody counts.
    atomic_uint_fast64_t *failures;
};

// The code in records of what a predicate names: as it is written, or with its own framework's id before it. What is of
// a framework that nobody adopted has one too, or WM_CODE_UNSEEN. WM_RULES, reason "unknown-name", with the nearest.
WM_MUST_USE enum wm_status wm_predicate_subject(const struct wm_ruleset *ruleset, const struct wm_predicate *predicate,
                                                enum wm_kind kind, const char *name, wm_code *ret_code,
                                                struct wm_error *error);
// The last day on which a record counts for predicates; before its `on`: it never does. Periods stay when they are over:
// they were true. `ret_unset`: left alone, or the parameter without which that day is not known.
wm_day wm_predicate_last(const struct wm_ruleset *ruleset, const struct wm_predicate *predicate,
                         const struct wm_fact *fact, const struct wm_parameter **ret_unset);

enum { WM_PREDICATE_TEXT = 1024 }; // bytes of what a predicate says

struct wm_predicate_answer {
    enum wm_verdict verdict;
    enum wm_unknown_reason reason;        // only when unknown
    const struct wm_parameter *parameter; // of WM_UNKNOWN_PARAMETER: a course's validity that nobody set
    bool read_day;                        // it asked which day it is: any other day may have another answer
    wm_day next;                          // else: the first later day that may have another; WM_DAY_NEVER = none
    uint64_t fuel;                        // used
    char where[200];                      // of what went wrong, "file:line"; else ""
    char text[WM_PREDICATE_TEXT + 1];     // what it says, or what went wrong; "" = nothing
};

// Whoever can run predicates. One thread at a time.
struct wm_predicate_runner {
    void *context;
    // The same predicate, portfolio and day give the same answer. `predicate` is of the runner's own ruleset. WM_BUSY
    // (reason "deadline") and WM_NO_MEMORY: there is no answer.
    enum wm_status (*ask)(void *context, const struct wm_predicate *predicate, const struct wm_portfolio *portfolio,
                          wm_day day, struct wm_predicate_answer *ret_answer, struct wm_error *error);
};
