// SPDX-License-Identifier: MIT
// The tests that a pack declares, as drafts for engine/author to run: plain data, free of Lua. One thread.
#pragma once

#include "engine/lang/draft.h"
#include "engine/lang/pack.h"

struct wm_script;

struct wm_pack_tests {
    struct wm_arena keep;                      // where places point
    struct wm_script *script;                  // owns the drafts
    const struct wm_draft_declaration **tests; // in order of declaration
    uint32_t count;
};

// Runs the pack's files; their tests' form has been checked then. Errors as wm_pack_build, for this pack alone.
WM_MUST_USE enum wm_status wm_pack_tests_open(const struct wm_pack_source *source, const char *pack,
                                              const struct wm_pack_limits *limits, struct wm_pack_tests *ret_tests,
                                              struct wm_error *error);
void wm_pack_tests_clear(struct wm_pack_tests *tests); // accepts a zeroed one

// What the `parameters` of a test set, for wm_pack_build_framework; on the arena. None: a count of 0.
WM_MUST_USE enum wm_status wm_pack_tests_parameters(const struct wm_draft_declaration *test, struct wm_arena *arena,
                                                    struct wm_pack_override **ret_overrides, size_t *ret_count,
                                                    struct wm_error *error);
