// SPDX-License-Identifier: MIT
// EXPIRING: who will not be eligible for a level any more, from when on, and for want of what.
#include "engine/cohort/part.h"

#include "engine/decide/forecast.h"

static enum wm_status list_ids(struct wm_cohort_part *part, const struct wm_forecast_interval *after,
                               struct wm_cohort_loss *loss, struct wm_error *error) {
    const char **ids = wm_arena_alloc(&part->kept, after->cause_count * sizeof *ids);
    if (ids == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < after->cause_count; i++) {
        ids[i] = wm_cohort_id(part, &after->causes[i].finding);
        if (ids[i] == NULL)
            return wm_error_no_memory(error);
    }
    loss->ids = ids;
    loss->id_count = after->cause_count;
    return WM_OK;
}

// What goes on the day after is what a forecast of these two days has as the cause.
static enum wm_status list(const struct wm_cohort_asked *asked, const struct wm_level *level,
                           const struct wm_decision *decision, struct wm_error *error) {
    struct wm_question question = asked->question;
    struct wm_forecast forecast;
    void *line = NULL;
    question.level = level;
    question.as_of = decision->until;
    enum wm_status status = wm_forecast(&question, decision->until + 1, &asked->part->work, &forecast, error);
    if (status == WM_OK)
        status = wm_cohort_line_add(asked, sizeof(struct wm_cohort_loss), &line, error);
    struct wm_cohort_loss *loss = line;
    if (status != WM_OK || loss == NULL)
        return status;
    loss->level = level;
    loss->until = decision->until;
    loss->changes_to = decision->changes_to;
    for (uint32_t i = 0; i < forecast.count; i++) {
        if (forecast.levels[i].level == level && wm_expect(forecast.levels[i].count == 2))
            return list_ids(asked->part, &forecast.levels[i].intervals[1], loss, error);
    }
    return WM_OK;
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
    status = wm_cohort_decide(asked, column->level, &decision, error);
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

enum wm_status wm_cohort_count_days(struct wm_cohort *cohort, struct wm_error *error) {
    size_t most = (size_t)cohort->question.within + 1;
    struct wm_cohort_day *days = wm_arena_zero(&cohort->arena, most, sizeof *days);
    if (days == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < cohort->count; i++) {
        wm_day until = ((const struct wm_cohort_loss *)cohort->lines[i])->until;
        if (cohort->day_count == 0 || days[cohort->day_count - 1].until != until)
            days[cohort->day_count++].until = until;
        days[cohort->day_count - 1].count++;
    }
    cohort->days = days;
    return WM_OK;
}
