// SPDX-License-Identifier: MIT
// What is asked of everybody, and what was found, as JSON. Loop thread only.
#pragma once

#include "api/methods/walking.h"
#include "engine/cohort/cohort.h"

#define WM_COHORTS_KEPT 16u    // answers
#define WM_COHORTS_OWN 6u      // of them, of one organisation
#define WM_COHORTS_MOST 8u     // under way at the same time; no more than two of them walk, the others wait
#define WM_COHORTS_OWN_MOST 4u // of them, of one organisation: others get their turn
#define WM_COHORT_BYTES ((size_t)128 << 20)     // of the lines of one answer
#define WM_COHORT_ALL_BYTES ((size_t)256 << 20) // of all that are kept

struct wm_cohort_found { // what is kept
    struct wm_cohort *cohort;
    int64_t ledger; // the organisation's last seq when it began
};
extern const struct wm_keeping_form wm_cohort_keeping; // of struct wm_cohort_found

void wm_cohort_write(struct wm_buffer *result, const struct wm_keeping *keeping, const struct wm_kept *kept,
                     const struct wm_page *page);
// One line of an answer, by its kind.
void wm_cohort_write_line(struct wm_buffer *result, const struct wm_cohort *cohort, const struct wm_cohort_line *line);
// What stands before the lines, beside what all answers have; on the first page more than on the others.
void wm_cohort_write_head(struct wm_buffer *result, const struct wm_cohort *cohort, bool first);
