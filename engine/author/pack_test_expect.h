// SPDX-License-Identifier: MIT
// What a test expects of a decision, held against the decision, in words. Part of pack_test.c.
#pragma once

#include "engine/decide/decide.h"
#include "engine/lang/draft.h"

struct wm_pack_test_expect {
    enum wm_outcome outcome;
    wm_day until; // WM_DAY_NONE: not asked
    bool has_changes_to;
    enum wm_outcome changes_to;
    const char *const *contains; // ids among the unmet; of indeterminate: parameters among the unknown
    uint32_t contains_count;
    const char *const *only; // exactly these are unmet
    uint32_t only_count;
};

// From the words of a test. Everything is on the arena or the draft's.
WM_MUST_USE enum wm_status wm_pack_test_expect_read(const struct wm_draft_expectation *draft, struct wm_arena *arena,
                                                    struct wm_pack_test_expect *ret_expect, struct wm_error *error);

// "not eligible; unmet: trained:fire-safety", appended.
void wm_pack_test_expect_write(struct wm_buffer *buffer, const struct wm_pack_test_expect *expect);
// "eligible until 4 October 2026, then not eligible", appended.
void wm_pack_test_found_write(struct wm_buffer *buffer, const struct wm_decision *decision);
// Appends one line for each thing that is other than expected, with the records that did not count. False when there is
// one.
bool wm_pack_test_compare(struct wm_buffer *lines, const struct wm_level *level,
                          const struct wm_pack_test_expect *expect, const struct wm_decision *decision,
                          const struct wm_portfolio *portfolio);
