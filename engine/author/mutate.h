// SPDX-License-Identifier: MIT
// Are a pack's tests any good? Changes its criteria one at a time, runs the tests against each changed pack, and names
// every change that no test notices.
//
// The tree is changed as built: a bound by one in either direction, `all` for `any`, a criterion left out, a filter that
// no longer asks, the best for the latest, a day of an edition by one. A change that could not be told apart by anybody
// is not made: a score beyond its scale, what a setting has settled. The tests run as if the pack had been written so:
// `meeting` and `each_missing` follow the change, so that only what a test says of its own accord can notice it.
#pragma once

#include "engine/lang/pack.h"

struct wm_mutant {
    struct wm_place where; // of the criterion
    const char *level;     // full
    const char *criterion; // its id, or "all", "any", … when it has none
    const char *says;      // the criterion in words
    const char *change;    // "`at_least` 3 → 4", "left out"
    bool noticed;
};

struct wm_mutate_report {
    struct wm_arena arena;           // of everything below
    const struct wm_mutant *mutants; // by level, then in tree order
    uint32_t count;
    uint32_t noticed;
    uint32_t tests; // that ran before anything was changed
    unsigned score; // percent of the changes that were noticed, rounded down; none made: 100
};

struct wm_mutate_options {
    unsigned threads;                                               // 0: one a core
    void (*progress)(void *context, uint32_t done, uint32_t total); // on this thread, now and then; may be NULL
    void *context;
};

// `pack` is "frameworks/<id>" or "organisations/<id>"; `options` may be NULL. Only criteria written in the pack's own files
// are changed, and only tests of levels that the change can reach are run. Errors: as wm_pack_test_run; WM_RULES, reason
// "failing-tests", when a test fails before anything is changed.
WM_MUST_USE enum wm_status wm_mutate_run(const struct wm_pack_source *source, const char *pack,
                                         const struct wm_mutate_options *options, const struct wm_pack_limits *limits,
                                         struct wm_mutate_report *ret_report, struct wm_error *error);
void wm_mutate_clear(struct wm_mutate_report *report); // accepts a zeroed one
// {"pack","changes","noticed","score","unnoticed":[{"file","line","level","criterion","says","change"}]}
void wm_mutate_write(struct wm_buffer *buffer, const char *pack, const struct wm_mutate_report *report);
