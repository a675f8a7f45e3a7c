// SPDX-License-Identifier: MIT
#include "api/cli/time_axis.h"

#include <string.h>

enum { COLUMNS_MOST = 400, COLUMNS_LEAST = 10, LABEL = 5 };

struct wm_time_axis wm_time_axis(const struct wm_cli *cli, wm_day from, wm_day to, size_t indent) {
    size_t wide = cli->out->columns, days = to > from ? (size_t)((int64_t)to - from) + 1 : 1;
    size_t columns = wide > indent + COLUMNS_LEAST ? wide - indent : COLUMNS_LEAST;
    columns = columns > COLUMNS_MOST ? COLUMNS_MOST : columns;
    return (struct wm_time_axis){from, to, indent, columns > days ? days : columns};
}

size_t wm_time_axis_column(const struct wm_time_axis *axis, wm_day day) {
    int64_t days = (int64_t)axis->to - axis->from + 1, at = (int64_t)day - axis->from;
    at = at < 0 ? 0 : at >= days ? days - 1 : at;
    return (size_t)(at * (int64_t)axis->columns / days);
}

int64_t wm_time_axis_days(const struct wm_time_axis *axis) {
    int64_t columns = (int64_t)axis->columns;
    return ((int64_t)axis->to - axis->from + 1 + columns / 2) / columns;
}

void wm_time_axis_spaces(struct wm_cli *cli, size_t count) {
    for (size_t i = 0; i < count; i++)
        wm_terminal_put(cli->out, WM_TONE_PLAIN, " ");
}

void wm_time_axis_months(struct wm_cli *cli, const struct wm_time_axis *axis) {
    struct wm_bars_months months = wm_bars_months(axis->from, axis->to, axis->columns, LABEL);
    char label[8];
    size_t at = 0;
    wm_day day;
    wm_time_axis_spaces(cli, axis->indent);
    while (wm_bars_month(&months, &day, label)) {
        size_t column = wm_time_axis_column(axis, day);
        if (column + strlen(label) > axis->columns || (at > 0 && column <= at))
            continue;
        wm_time_axis_spaces(cli, column - at);
        wm_terminal_put(cli->out, WM_TONE_FAINT, "%s", label);
        at = column + strlen(label);
    }
    wm_terminal_blank(cli->out);
}
