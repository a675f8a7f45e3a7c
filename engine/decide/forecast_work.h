// SPDX-License-Identifier: MIT
// One forecast under way. Private to forecast*.c.
#pragma once

#include "engine/decide/forecast.h"
#include "engine/decide/trace.h"

struct wm_forecasting {
    const struct wm_question *question; // its portfolio has in it what is recognised
    wm_day to;
    struct wm_custom custom; // what predicates said is the same for each level
    struct wm_arena *arena;  // of what is returned
    struct wm_arena scratch; // of the traces of one day; reset between
};

// Why the level's outcome is another on `day` than on the day before.
WM_MUST_USE enum wm_status wm_forecast_blame(struct wm_forecasting *work, const struct wm_level *level, wm_day day,
                                             struct wm_forecast_interval *interval, struct wm_error *error);
// The lapses of what the levels of `forecast` ask for, once their intervals are there.
WM_MUST_USE enum wm_status wm_forecast_lapses(struct wm_forecasting *work, struct wm_forecast *forecast,
                                              struct wm_error *error);
