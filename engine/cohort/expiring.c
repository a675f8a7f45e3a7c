// SPDX-License-Identifier: MIT
// EXPIRING: who will not be eligible for a level any more, from when on, and for want of what.
#include "engine/cohort/part.h"

static const struct wm_node *find_node(const struct wm_node *node, const struct wm_criterion *criterion) {
    if (node->finding.criterion == criterion)
        return node;
    for (uint32_t i = 0; i < node->child_count; i++) {
        const struct wm_node *found = find_node(&node->children[i], criterion);
        if (found != NULL)
            return found;
    }
    return NULL;
}

// What stands in the way now and was another way the day before. An edition that ends brings criteria that were not there.
static bool is_new(const struct wm_node *before, const struct wm_finding *finding) {
    const struct wm_node *node = find_node(before, finding->criterion);
    return node == NULL || node->finding.verdict != finding->verdict;
}

static enum wm_status list_ids(struct wm_cohort_part *part, const struct wm_node *before,
                               const struct wm_decision *after, struct wm_cohort_loss *loss, struct wm_error *error) {
    bool unmet = after->outcome == WM_OUTCOME_NOT_ELIGIBLE;
    const struct wm_finding *findings = unmet ? after->unmet : after->unknown;
    uint32_t count = unmet ? after->unmet_count : after->unknown_count;
    const char **ids = wm_arena_alloc(&part->kept, count * sizeof *ids);
    if (ids == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        if (!is_new(before, &findings[i]))
            continue;
        ids[loss->id_count] = wm_cohort_id(part, &findings[i]);
        if (ids[loss->id_count++] == NULL)
            return wm_error_no_memory(error);
    }
    loss->ids = ids;
    return WM_OK;
}

static enum wm_status list(const struct wm_cohort_asked *asked, const struct wm_level *level,
                           const struct wm_decision *decision, struct wm_error *error) {
    struct wm_decision last, after;
    void *line = NULL;
    enum wm_status status = wm_cohort_decide(asked, level, decision->until, true, &last, error);
    if (status == WM_OK)
        status = wm_several_blame(asked->part->several, level, decision->until + 1, &after, error);
    if (status == WM_OK)
        status = wm_cohort_line_add(asked, sizeof(struct wm_cohort_loss), &line, error);
    struct wm_cohort_loss *loss = line;
    if (status != WM_OK || loss == NULL)
        return status;
    loss->level = level;
    loss->until = decision->until;
    loss->changes_to = decision->changes_to;
    return list_ids(asked->part, last.tree, &after, loss, error);
}

static enum wm_status look_at(const struct wm_cohort_asked *asked, struct wm_cohort_column *column,
                              struct wm_error *error) {
    const struct wm_cohort_question *question = &asked->part->cohort->question;
    struct wm_decision decision;
    struct wm_several_outcome found;
    enum wm_status status = wm_several_judge(asked->part->several, column->level, &found, error);
    if (status != WM_OK)
        return status;
    column->outcomes[found.outcome]++;
    if (found.until == WM_DAY_NONE || found.until - question->as_of > question->within)
        return WM_OK;
    status = wm_cohort_decide(asked, column->level, question->as_of, false, &decision, error);
    if (status != WM_OK || !wm_standing_lapses(&decision, question->within))
        return status;
    column->lapsing++;
    return list(asked, column->level, &decision, error);
}

enum wm_status wm_cohort_expiring_add(const struct wm_cohort_asked *asked, struct wm_error *error) {
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; status == WM_OK && i < asked->part->cohort->column_count; i++)
        status = look_at(asked, &asked->part->columns[i], error);
    return status;
}
