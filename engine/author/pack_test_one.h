// SPDX-License-Identifier: MIT
// One declaration of a test, run on a ruleset: a plain one, or each_missing with a test for each leaf. Part of
// pack_test.c and mutate.c.
#pragma once

#include "engine/author/pack_test.h"
#include "engine/author/pack_test_person.h"
#include "engine/lang/pack_tests.h"
#include "engine/lang/predicate_verify.h"

// The pack whose tests run: what all threads share and nobody changes.
struct wm_pack_suite {
    const struct wm_pack_source *source;
    const struct wm_pack_limits *limits;
    const char *pack;         // "frameworks/x"
    const char *id;           // "x"
    bool organisation;        // else a framework
    struct wm_ruleset *usual; // what tests without `parameters` run on
    struct wm_pack_tests tests;
};
WM_MUST_USE enum wm_status wm_pack_suite_open(const struct wm_pack_source *source, const char *pack,
                                              const struct wm_pack_limits *limits, struct wm_pack_suite *ret_suite,
                                              struct wm_error *error);
void wm_pack_suite_close(struct wm_pack_suite *suite); // accepts a zeroed one
// The ruleset that a test's `parameters` ask for; NULL when it has none. The caller releases it.
WM_MUST_USE enum wm_status wm_pack_suite_own(const struct wm_pack_suite *suite, const struct wm_draft_declaration *test,
                                             struct wm_arena *arena, struct wm_ruleset **ret_own,
                                             struct wm_error *error);

// What one thread runs tests with.
struct wm_pack_bench {
    struct wm_pack_test_world world;           // ruleset and levels are set before each run
    struct wm_arena arena;                     // of one declaration
    struct wm_predicates_verified *predicates; // of the run: NULL while none was asked
    struct wm_predicate_runner runner;
    struct wm_buffer expected, found, difference;
    const char *filter;
    wm_pack_test_each
        *each; // NULL: only passed or failed matters, nothing is put in words, and the first failure ends it
    void *context;
    // Each decision, with its tree; may be NULL.
    enum wm_status (*decided)(void *context, const struct wm_question *question, const struct wm_decision *decision);
    struct wm_pack_test_summary summary;
    int64_t began,
        nanoseconds; // of the thread's processor time: since when it counts, how much it may take; 0 = no end
    const _Atomic(bool) *cancel; // as of the options
    struct wm_error *error;      // where the next run says what went wrong
};
WM_MUST_USE enum wm_status wm_pack_bench_open(const struct wm_pack_suite *suite, struct wm_pack_bench *ret_bench,
                                              struct wm_error *error);
void wm_pack_bench_close(struct wm_pack_bench *bench); // accepts a zeroed one
// The day that an each_missing is about.
WM_MUST_USE enum wm_status wm_pack_test_missing_day(const struct wm_draft_declaration *test, wm_day *ret_day,
                                                    struct wm_error *error);
// Adds to the summary. Errors as wm_pack_test_run.
WM_MUST_USE enum wm_status wm_pack_bench_run(struct wm_pack_bench *bench, const struct wm_draft_declaration *test);
