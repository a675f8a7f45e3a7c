// SPDX-License-Identifier: MIT
// What the tests of a pack have seen: each leaf of each level and gate met, unmet, and on the last day of a verdict that
// time alone changes, or the first day after.
#pragma once

#include "engine/decide/decide.h"

enum { WM_COVERAGE_MET = 1, WM_COVERAGE_UNMET = 2, WM_COVERAGE_BOUNDARY = 4 };

struct wm_coverage_leaf {
    const struct wm_level *level;
    const struct wm_criterion *leaf;
    uint8_t
        wanted; // what there is to be seen. A boundary: only where the rules limit time (`within`, `valid`, `every`…)
    uint8_t seen;
    uint32_t edition; // of its level: leaves of two editions may have one name
};

struct wm_coverage {
    struct wm_ruleset *ruleset; // a reference
    struct wm_arena arena;
    struct wm_coverage_leaf
        *leaves; // of criteria written in the pack's own files, levels in order, leaves in tree order
    uint32_t count;
    uint32_t *first; // of each of all_levels.h: its first leaf; one more at the end
};

// Lists the leaves. Leaves that a setting has settled are none, and there is nothing to see of those that wait for a
// parameter. `pack` is "frameworks/<id>" or "organisations/<id>".
WM_MUST_USE enum wm_status wm_coverage_begin(struct wm_coverage *ret_coverage, struct wm_ruleset *ruleset,
                                             const char *pack, struct wm_error *error);
// What one decision saw, into `seen` (one byte a leaf; a thread's own). The decision has its tree. The level may be of
// another ruleset, built from the same pack with other parameters. WM_NO_MEMORY; `arena` is for the moment.
WM_MUST_USE enum wm_status wm_coverage_see(const struct wm_coverage *coverage, uint8_t *seen,
                                           const struct wm_question *question, const struct wm_decision *decision,
                                           struct wm_arena *arena, struct wm_error *error);
void wm_coverage_add(struct wm_coverage *coverage, const uint8_t *seen);
void wm_coverage_clear(struct wm_coverage *coverage); // accepts a zeroed one

struct wm_coverage_count {
    uint32_t met, unmet, boundary; // seen
    uint32_t leaves, bounded;      // of so many with anything to see, and with a boundary
    unsigned percent;              // of all there is to see, rounded down; nothing to see: 100
};
struct wm_coverage_count wm_coverage_count(const struct wm_coverage *coverage);
// {"percent":…,"met":…,…,"leaves":[{"level","id","file","line","met","unmet","boundary"}]}; `boundary` only where there is one.
void wm_coverage_write(struct wm_buffer *buffer, const struct wm_coverage *coverage);
