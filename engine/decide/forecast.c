// SPDX-License-Identifier: MIT
// The intervals of a forecast: the evaluator asked on each day on which something may change.
#include "engine/decide/forecast.h"

#include "engine/decide/forecast_work.h"

#define SCRATCH_LARGEST ((size_t)64 << 20)

static enum wm_outcome outcome_of(enum wm_verdict verdict) {
    static const enum wm_outcome outcomes[] = {[WM_VERDICT_UNMET] = WM_OUTCOME_NOT_ELIGIBLE,
                                               [WM_VERDICT_MET] = WM_OUTCOME_ELIGIBLE,
                                               [WM_VERDICT_UNKNOWN] = WM_OUTCOME_INDETERMINATE};
    return outcomes[verdict];
}

struct series { // the intervals of one level, as they are found
    struct wm_forecast_interval intervals[WM_FORECAST_INTERVALS];
    uint32_t count;
    bool cut;
};

static void open_interval(struct series *series, wm_day from, wm_day to, enum wm_outcome outcome) {
    series->intervals[series->count++] = (struct wm_forecast_interval){.from = from, .until = to, .outcome = outcome};
}

static enum wm_status turn(struct wm_forecasting *work, const struct wm_level *level, wm_day day,
                           enum wm_outcome outcome, struct series *series, struct wm_error *error) {
    series->intervals[series->count - 1].until = day - 1;
    series->cut = series->count == WM_FORECAST_INTERVALS;
    if (series->cut)
        return WM_OK;
    open_interval(series, day, work->to, outcome);
    return wm_forecast_blame(work, level, day, &series->intervals[series->count - 1], error);
}

// As the horizon of a decision is found, and on behind it.
static enum wm_status find_series(struct wm_forecasting *work, const struct wm_level *level, struct series *series,
                                  struct wm_error *error) {
    const struct wm_portfolio *portfolio = work->question->portfolio;
    struct wm_custom *custom = &work->custom;
    wm_day judged = work->question->as_of, next;
    enum wm_status status = WM_OK;
    wm_custom_begin(custom);
    enum wm_verdict verdict = wm_judge_verdict(level, portfolio, judged, custom, &next);
    open_interval(series, judged, work->to, outcome_of(verdict));
    for (wm_day day = next; status == WM_OK && day <= work->to && !series->cut; day = next) {
        struct wm_forecast_interval *last = &series->intervals[series->count - 1];
        if (wm_custom_looks_no_further(custom, work->question->as_of, judged, day)) {
            last->until = day - 1;
            last->until_inexact = true;
            break;
        }
        verdict = wm_judge_verdict(level, portfolio, day, custom, &next);
        if (custom->status != WM_OK)
            break;
        if (outcome_of(verdict) != last->outcome)
            status = turn(work, level, day, outcome_of(verdict), series, error);
        if (!wm_expect(next > day))
            break;
        judged = day;
    }
    return status == WM_OK ? wm_custom_status(custom, error) : status;
}

static enum wm_status follow(struct wm_forecasting *work, const struct wm_level *level, struct series *series,
                             struct wm_forecast_level *ret_level, struct wm_error *error) {
    series->count = 0;
    series->cut = false;
    enum wm_status status = find_series(work, level, series, error);
    if (status != WM_OK)
        return status;
    struct wm_forecast_interval *intervals = wm_arena_alloc(work->arena, series->count * sizeof *intervals);
    if (intervals == NULL)
        return wm_error_no_memory(error);
    memcpy(intervals, series->intervals, series->count * sizeof *intervals);
    *ret_level = (struct wm_forecast_level){level, intervals, series->count, series->cut};
    return WM_OK;
}

static enum wm_status follow_all(struct wm_forecasting *work, struct wm_forecast *forecast, struct wm_error *error) {
    const struct wm_ruleset *ruleset = work->question->ruleset;
    const struct wm_level *only = work->question->level;
    uint32_t count = only != NULL ? 1 : ruleset->level_count;
    struct wm_forecast_level *levels = wm_arena_zero(work->arena, count, sizeof *levels);
    struct series *series = wm_arena_alloc(work->arena, sizeof *series);
    if (levels == NULL || series == NULL)
        return wm_error_no_memory(error);
    forecast->levels = levels;
    forecast->count = count;
    for (uint32_t i = 0; i < count; i++) {
        const struct wm_level *level = only != NULL ? only : ruleset->levels[i];
        enum wm_status status = follow(work, level, series, &levels[i], error);
        if (status != WM_OK)
            return status;
        forecast->cut = forecast->cut || levels[i].cut;
    }
    return WM_OK;
}

enum wm_status wm_forecast(const struct wm_question *question, wm_day to, struct wm_arena *arena,
                           struct wm_forecast *ret_forecast, struct wm_error *error) {
    struct wm_question asked = *question;
    struct wm_forecast forecast = {.as_of = question->as_of, .to = to};
    enum wm_status status = wm_recognise(question->ruleset, question->portfolio, arena, &asked.portfolio, error);
    if (status != WM_OK)
        return status;
    struct wm_forecasting work = {.question = &asked, .to = to, .arena = arena};
    wm_custom_init(&work.custom, &asked, arena);
    work.custom.as_of = to; // what they say is told on every day of change
    wm_arena_init(&work.scratch, SCRATCH_LARGEST);
    status = follow_all(&work, &forecast, error);
    if (status == WM_OK)
        status = wm_forecast_lapses(&work, &forecast, error);
    wm_arena_clear(&work.scratch);
    if (status == WM_OK)
        *ret_forecast = forecast;
    return status;
}
