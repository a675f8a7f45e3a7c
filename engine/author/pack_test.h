// SPDX-License-Identifier: MIT
// Runs the tests that a pack declares: `test "…" { as_of =, level = | gate =, person =, expect = }` and
// `test "…" { each_missing = "level" }`, which stands for one test a leaf.
//
// A framework's tests run on its suggested values, except for what the test's own `parameters` say (`unset` leaves one
// open); an organisation's tests run on its ruleset. Blocking; jobs thread or offline. Tests are shared out among threads,
// and reported in the order of declaration all the same.
#pragma once

#include "engine/author/coverage.h"
#include "engine/lang/pack.h"

struct wm_pack_test_result { // valid during the callback only
    const char *name;        // of an each_missing test: "<name>: without <leaf id>"
    struct wm_place where;   // of the declaration
    bool passed;
    const char *level; // full: "somerset-social-prescribing/mid-career"
    wm_day as_of;
    const char *expected;   // "not eligible; unmet: supervised:regular-supervision"
    const char *found;      // "eligible until 4 October 2026"
    const char *difference; // lines to print under a failed test, each ending in '\n'; "" when passed
};

struct wm_pack_test_summary {
    uint32_t run;
    uint32_t passed;
    uint32_t failed;
    uint32_t left_out; // by the filter
};

typedef void wm_pack_test_each(void *context, const struct wm_pack_test_result *result);

struct wm_pack_test_options {
    const char *filter;           // may be NULL or empty: only tests whose name contains it
    unsigned threads;             // 0: one a core
    struct wm_coverage *coverage; // may be NULL: a zeroed one, filled; the caller clears it
    // For a daemon: only the first test that fails is reported, and what is declared behind it is not run.
    bool first_failure;
    // Of processor time that each thread may take; 0 = no end. Then WM_RULES, reason "budget", `where` the test.
    int64_t nanoseconds;
    const _Atomic(bool) *cancel; // may be NULL; once it is true nobody wants to know any more, and the time is over
};

// `pack` is "frameworks/<id>" or "organisations/<id>"; `options` may be NULL. `each` (may be NULL) is called once a test, on
// this thread, in order of declaration. A test that fails is no error: look at the summary. Errors: the pack or what it
// adopts cannot be built (as wm_pack_build), or a test is itself wrong in form (WM_RULES, `where` = "file:line"); tests
// before it are reported. `source` is read from several threads at once.
WM_MUST_USE enum wm_status wm_pack_test_run(const struct wm_pack_source *source, const char *pack,
                                            const struct wm_pack_test_options *options,
                                            const struct wm_pack_limits *limits, wm_pack_test_each *each, void *context,
                                            struct wm_pack_test_summary *ret_summary, struct wm_error *error);

// From a rules folder on disk, as `waymark rules test DIR` has it: DIR is a pack's folder (…/frameworks/x or
// …/organisations/y). Gives the pack's name and, as the rules root two levels above it, the folder to open (both on the
// arena). WM_PARAMS when DIR does not look like a pack's folder.
WM_MUST_USE enum wm_status wm_pack_test_locate(const char *folder, struct wm_arena *arena, const char **ret_pack,
                                               const char **ret_root, struct wm_error *error);
