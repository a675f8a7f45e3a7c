// SPDX-License-Identifier: MIT
// GAPS: which criteria stand in how many people's way.
#include "engine/cohort/part.h"

static size_t slot_of(const struct wm_level *level, const struct wm_criterion *criterion) {
    return (((uintptr_t)criterion >> 4) + level->index) % WM_COHORT_SLOTS;
}

static struct wm_cohort_gap *find(const struct wm_cohort_part *part, const struct wm_level *level,
                                  const struct wm_criterion *criterion) {
    struct wm_cohort_gap *gap = part->slots[slot_of(level, criterion)];
    while (gap != NULL && (gap->level != level || gap->criterion != criterion))
        gap = gap->other;
    return gap;
}

static void put(struct wm_cohort_part *part, struct wm_cohort_gap *gap) {
    struct wm_cohort_gap **slot = &part->slots[slot_of(gap->level, gap->criterion)];
    gap->other = *slot;
    *slot = gap;
    gap->line.next = part->first;
    part->first = &gap->line;
    part->count++;
}

static struct wm_cohort_gap *find_or_make(struct wm_cohort_part *part, const struct wm_level *level,
                                          const struct wm_finding *finding) {
    struct wm_cohort_gap *gap = find(part, level, finding->criterion);
    if (gap != NULL)
        return gap;
    gap = wm_arena_zero(&part->kept, 1, sizeof *gap);
    const char *id = wm_cohort_id(part, finding);
    if (gap == NULL || id == NULL)
        return NULL;
    gap->level = level;
    gap->criterion = finding->criterion;
    gap->id = id;
    put(part, gap);
    return gap;
}

static enum wm_status count(struct wm_cohort_part *part, const struct wm_level *level,
                            const struct wm_decision *decision, struct wm_error *error) {
    bool unknown = decision->outcome == WM_OUTCOME_INDETERMINATE;
    const struct wm_finding *findings = unknown ? decision->unknown : decision->unmet;
    uint32_t finding_count = unknown ? decision->unknown_count : decision->unmet_count;
    for (uint32_t i = 0; i < finding_count; i++) {
        struct wm_cohort_gap *gap = find_or_make(part, level, &findings[i]);
        if (gap == NULL)
            return wm_error_no_memory(error);
        gap->unknown += unknown;
        gap->people += !unknown;
        gap->only += !unknown && finding_count == 1;
    }
    return WM_OK;
}

enum wm_status wm_cohort_gaps_add(const struct wm_cohort_asked *asked, struct wm_error *error) {
    struct wm_cohort_part *part = asked->part;
    for (uint32_t i = 0; i < part->cohort->column_count; i++) {
        struct wm_cohort_column *column = &part->columns[i];
        struct wm_decision decision;
        struct wm_several_outcome found;
        enum wm_status status = wm_several_judge(part->several, column->level, &found, error);
        if (status == WM_OK && found.outcome != WM_OUTCOME_ELIGIBLE) {
            status = wm_several_blame(part->several, column->level, asked->question.as_of, &decision, error);
            if (status == WM_OK)
                status = count(part, column->level, &decision, error);
        }
        if (status != WM_OK)
            return status;
        column->outcomes[found.outcome]++;
    }
    return WM_OK;
}

void wm_cohort_gaps_join(struct wm_cohort *cohort) {
    struct wm_cohort_part *whole = &cohort->parts[0];
    for (unsigned i = 1; i < cohort->part_count; i++) {
        struct wm_cohort_line *line = cohort->parts[i].first, *next = NULL;
        cohort->parts[i].first = NULL;
        cohort->parts[i].count = 0;
        for (; line != NULL; line = next) {
            struct wm_cohort_gap *gap = (struct wm_cohort_gap *)line;
            struct wm_cohort_gap *same = find(whole, gap->level, gap->criterion);
            next = line->next;
            if (same == NULL) {
                put(whole, gap);
                continue;
            }
            same->people += gap->people;
            same->only += gap->only;
            same->unknown += gap->unknown;
        }
    }
}
