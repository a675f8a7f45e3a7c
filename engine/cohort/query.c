// SPDX-License-Identifier: MIT
// QUERY: how many are what at a level, and who.
#include "engine/cohort/part.h"

const char *wm_cohort_sought_name(enum wm_cohort_sought sought) {
    static const char *const names[] = {"anybody", "eligible", "not-eligible", "indeterminate", "lapsing", "near"};
    return names[sought];
}

// Whether somebody is listed. Of those who may be near what stands in the way must be known.
static enum wm_status match(const struct wm_cohort_asked *asked, const struct wm_several_outcome *found,
                            bool *ret_matches, struct wm_error *error) {
    const struct wm_cohort_question *question = &asked->part->cohort->question;
    struct wm_decision decision;
    enum wm_status status = WM_OK;
    switch (question->sought) {
    case WM_COHORT_ANYBODY: *ret_matches = true; break;
    case WM_COHORT_ELIGIBLE: *ret_matches = found->outcome == WM_OUTCOME_ELIGIBLE; break;
    case WM_COHORT_NOT_ELIGIBLE: *ret_matches = found->outcome == WM_OUTCOME_NOT_ELIGIBLE; break;
    case WM_COHORT_INDETERMINATE: *ret_matches = found->outcome == WM_OUTCOME_INDETERMINATE; break;
    case WM_COHORT_LAPSING:
        *ret_matches = found->outcome == WM_OUTCOME_ELIGIBLE && found->until != WM_DAY_NONE &&
                       found->until - question->as_of <= question->within;
        break;
    default:
        *ret_matches = false;
        if (found->outcome != WM_OUTCOME_NOT_ELIGIBLE)
            break;
        status = wm_several_blame(asked->part->several, question->level, question->as_of, &decision, error);
        *ret_matches = status == WM_OK && wm_standing_near(&decision, question->unmet);
        break;
    }
    return status;
}

static enum wm_status list_ids(struct wm_cohort_part *part, const struct wm_decision *decision,
                               struct wm_cohort_match *match, struct wm_error *error) {
    const char **ids = wm_arena_alloc(&part->kept, decision->unmet_count * sizeof *ids);
    bool complete = ids != NULL;
    for (uint32_t i = 0; complete && i < decision->unmet_count; i++) {
        ids[i] = wm_cohort_id(part, &decision->unmet[i]);
        complete = ids[i] != NULL;
    }
    match->ids = ids;
    return complete ? WM_OK : wm_error_no_memory(error);
}

static enum wm_status list(const struct wm_cohort_asked *asked, const struct wm_decision *decision,
                           struct wm_error *error) {
    void *line = NULL;
    enum wm_status status = wm_cohort_line_add(asked, sizeof(struct wm_cohort_match), &line, error);
    struct wm_cohort_match *match = line;
    if (match == NULL)
        return status;
    match->outcome = decision->outcome;
    match->until = decision->until;
    match->until_inexact = decision->until_inexact;
    match->changes_to = decision->changes_to;
    match->unmet = decision->unmet_count;
    return asked->part->cohort->question.sought == WM_COHORT_NEAR ? list_ids(asked->part, decision, match, error)
                                                                  : WM_OK;
}

enum wm_status wm_cohort_query_add(const struct wm_cohort_asked *asked, struct wm_error *error) {
    const struct wm_cohort_question *question = &asked->part->cohort->question;
    struct wm_several_outcome found;
    struct wm_decision decision;
    bool matches = false;
    enum wm_status status = wm_several_judge(asked->part->several, question->level, &found, error);
    if (status == WM_OK)
        status = match(asked, &found, &matches, error);
    if (status == WM_OK && matches)
        status = wm_cohort_decide(asked, question->level, &decision, error);
    if (status != WM_OK)
        return status;
    asked->part->columns[0].outcomes[found.outcome]++;
    // An end that is not known for certain is none: standing.h.
    if (!matches || (question->sought == WM_COHORT_LAPSING && !wm_standing_lapses(&decision, question->within)))
        return WM_OK;
    return list(asked, &decision, error);
}
