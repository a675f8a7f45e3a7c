// SPDX-License-Identifier: MIT
// What one thread keeps while people are added. Private to this folder.
#pragma once

#include "engine/cohort/cohort.h"
#include "engine/decide/several.h"

enum { WM_COHORT_SLOTS = 1024 };

struct wm_cohort_part {
    struct wm_cohort *cohort;
    struct wm_several *several; // levels of one person
    struct wm_arena work;       // of one person
    struct wm_arena kept;       // lines
    uint64_t people;
    struct wm_cohort_column *columns; // only its counts are its own
    struct wm_cohort_line *first;     // newest first
    size_t count;
    struct wm_cohort_gap **slots; // GAPS
    bool cut;
    const char *name; // of the person being added, once a line has it
};

struct wm_cohort_asked { // one person
    struct wm_cohort_part *part;
    struct wm_question question; // everything but the level; with what is recognised
};

// wm_decide; the decision is on part->work.
WM_MUST_USE enum wm_status wm_cohort_decide(const struct wm_cohort_asked *asked, const struct wm_level *level,
                                            struct wm_decision *ret_decision, struct wm_error *error);

// A line about the person, of `size` bytes, zeroed; NULL and WM_OK when there is no room for more.
WM_MUST_USE enum wm_status wm_cohort_line_add(const struct wm_cohort_asked *asked, size_t size, void **ret_line,
                                              struct wm_error *error);
// The finding's id, for as long as the cohort; NULL when out of memory.
const char *wm_cohort_id(struct wm_cohort_part *part, const struct wm_finding *finding);

// One person, by kind.
WM_MUST_USE enum wm_status wm_cohort_query_add(const struct wm_cohort_asked *asked, struct wm_error *error);
WM_MUST_USE enum wm_status wm_cohort_matrix_add(const struct wm_cohort_asked *asked, struct wm_error *error);
WM_MUST_USE enum wm_status wm_cohort_gaps_add(const struct wm_cohort_asked *asked, struct wm_error *error);
WM_MUST_USE enum wm_status wm_cohort_expiring_add(const struct wm_cohort_asked *asked, struct wm_error *error);
// GAPS: the parts' criteria as lines of the first one; competencies that nobody teaches.
void wm_cohort_gaps_join(struct wm_cohort *cohort);
WM_MUST_USE enum wm_status wm_cohort_find_untaught(struct wm_cohort *cohort, struct wm_error *error);
// EXPIRING: the sorted lines, counted by day.
WM_MUST_USE enum wm_status wm_cohort_count_days(struct wm_cohort *cohort, struct wm_error *error);
