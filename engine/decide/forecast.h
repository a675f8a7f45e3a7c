// SPDX-License-Identifier: MIT
// Forecast: what becomes of somebody's levels and gates from a day on, if nothing new is recorded.
//   intervals  of a level: the outcome day by day, joined where it stays the same. It is that of wm_decide on each of the
//              days: the same evaluator is asked on every day on which something may change
//   causes     of a change: the criteria whose own verdict is another than on the day before and moved the outcome; or,
//              where other criteria came into force that day, those that stand in the way (or did)
//   lapses     what counts as of the first day and stops doing so by the last: a criterion that is met, an award. Those
//              that end on the same day with the same records are one lapse. Criteria below a `none`, and of a branch that
//              its `when` does not choose, do not count
#pragma once

#include "engine/decide/decide.h"

#define WM_FORECAST_YEARS 10       // how far it may go
#define WM_FORECAST_INTERVALS 200u // of one level
#define WM_FORECAST_LAPSES 500u

struct wm_forecast_cause {
    struct wm_finding finding; // as of the first day of the interval; `says` and id are those of its decision
    bool by_edition;           // the rules change on that day, not what is known of the person
    bool gone;                 // and this is not asked any more; the finding is of the day before
};

struct wm_forecast_interval {
    wm_day from, until; // both included
    enum wm_outcome outcome;
    bool until_inexact; // the last one may go on: a predicate asks which day it is, and nobody looked further
    const struct wm_forecast_cause *causes; // of its first day; of the first interval none
    uint32_t cause_count;
};

struct wm_forecast_level {
    const struct wm_level *level;
    const struct wm_forecast_interval *intervals; // by day, without a gap
    uint32_t count;
    bool cut; // more than WM_FORECAST_INTERVALS: the later ones are left out
};

struct wm_lapsed_leaf {
    const struct wm_level *level; // it stands in
    const struct wm_criterion *criterion;
};

struct wm_lapse {
    wm_day on;                           // the last day on which it counts
    const struct wm_lapsed_leaf *leaves; // may be none, of an award that nothing asks for
    uint32_t leaf_count;
    const struct wm_level *award; // an award of this level ends; else NULL
    const int64_t *records;       // what it rested on, in the ledger's order
    uint32_t record_count;
    const struct wm_level *const *takes_away; // eligible on `on`, and not the day after because of it
    uint32_t taken_count;
};

struct wm_forecast {
    wm_day as_of, to;
    const struct wm_forecast_level *levels; // in the ruleset's order
    uint32_t count;
    const struct wm_lapse *lapses; // by day
    uint32_t lapse_count;
    bool cut; // something was left out
};

// question->level NULL = every level and gate, and their lapses; else those that it reaches. `to` lies from as_of to
// WM_FORECAST_YEARS later. All is on the arena or borrowed from the ruleset. WM_NO_MEMORY, WM_BUSY as wm_decide.
WM_MUST_USE enum wm_status wm_forecast(const struct wm_question *question, wm_day to, struct wm_arena *arena,
                                       struct wm_forecast *ret_forecast, struct wm_error *error);
// The reply of eligibility.forecast.
void wm_forecast_write(struct wm_buffer *buffer, const struct wm_question *question,
                       const struct wm_forecast *forecast);
