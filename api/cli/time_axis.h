// SPDX-License-Identifier: MIT
// Days across the terminal: which column a day falls into, and the months written above.
#pragma once

#include "api/cli/forecast_bars.h"

struct wm_time_axis {
    wm_day from, to; // both included
    size_t indent;   // columns before the first one of a day
    size_t columns;  // of days; at least 1
};
// As wide as the terminal has room for behind the indent, and no wider than there are days.
struct wm_time_axis wm_time_axis(const struct wm_cli *cli, wm_day from, wm_day to, size_t indent);
// Of a day before or after the axis: the first or the last.
size_t wm_time_axis_column(const struct wm_time_axis *axis, wm_day day);
int64_t wm_time_axis_days(const struct wm_time_axis *axis); // of one column, about
void wm_time_axis_months(struct wm_cli *cli, const struct wm_time_axis *axis);
void wm_time_axis_spaces(struct wm_cli *cli, size_t count);
