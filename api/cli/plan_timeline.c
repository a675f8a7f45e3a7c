// SPDX-License-Identifier: MIT
// A plan's timeline on the terminal: a row an action, months on top, as wide as the terminal is.
#include "api/cli/plan.h"

#include "api/cli/time_axis.h"

#include <stdio.h>
#include <string.h>

enum { MOST_NAME = 30 };

struct chart {
    struct wm_cli *cli;
    size_t name; // wide
    struct wm_time_axis axis;
};

static bool read_day(struct wm_json object, const char *key, wm_day *ret_day) {
    struct wm_text text = wm_result_text(object, key);
    return wm_day_parse(text.data, text.length, ret_day, NULL) == WM_OK;
}

// From the day of the question to the last on which something is done; false when the reply does not say.
static bool measure(struct wm_cli *cli, struct wm_json plan, struct chart *ret_chart) {
    struct chart chart = {.cli = cli};
    struct wm_json action;
    wm_day from, to;
    if (!read_day(plan, "as_of", &from) || !read_day(plan, "finish", &to) || to <= from)
        return false;
    for (struct wm_json_iterator at = wm_json_iterate(wm_json_member(plan, "actions"));
         wm_json_next(&at, NULL, &action);) {
        struct wm_text title = wm_result_text(action, "title");
        size_t name = wm_terminal_width(title.data, title.length);
        chart.name = name > chart.name ? name : chart.name;
    }
    chart.name = chart.name > MOST_NAME ? MOST_NAME : chart.name;
    chart.name = chart.name > cli->out->columns * 2 / 5 ? cli->out->columns * 2 / 5 : chart.name;
    chart.axis = wm_time_axis(cli, from, to, chart.name + 7);
    *ret_chart = chart;
    return true;
}

// The first part of the title that fits.
static void show_name(const struct chart *chart, struct wm_json action) {
    struct wm_text title = wm_result_text(action, "title");
    struct wm_buffer clean;
    wm_buffer_init(&clean, (size_t)1 << 16);
    wm_terminal_clean(&clean, title.data, title.length);
    for (size_t i = 0; i < clean.length; i++)
        if (clean.data[i] == '\n')
            clean.data[i] = ' ';
    const char *text = clean.data != NULL ? clean.data : "";
    bool fits = wm_terminal_width(text, clean.length) <= chart->name;
    size_t shown = fits ? clean.length : wm_terminal_fit(text, clean.length, chart->name - 1);
    wm_terminal_put(chart->cli->out, WM_TONE_PLAIN, "%.*s%s", (int)shown, text, fits ? "" : "…");
    size_t width = wm_terminal_width(text, shown) + (fits ? 0 : 1);
    wm_time_axis_spaces(chart->cli, chart->name > width ? chart->name - width : 0);
    chart->cli->out->text.failed = chart->cli->out->text.failed || clean.failed;
    wm_buffer_clear(&clean);
}

static void show_row(const struct chart *chart, size_t number, struct wm_json action) {
    struct wm_terminal *out = chart->cli->out;
    bool wait = wm_show_is(wm_result_text(action, "do"), "wait");
    wm_day from = chart->axis.from, on = from;
    bool dated = read_day(action, "on", &on);
    if (!read_day(action, "from", &from))
        from = wait ? chart->axis.from : on;
    char mark[32];
    snprintf(mark, sizeof mark, "%3zu", number);
    wm_terminal_put(out, WM_TONE_STRONG, "%s", mark);
    wm_time_axis_spaces(chart->cli, 2);
    show_name(chart, action);
    size_t first = wm_time_axis_column(&chart->axis, from), last = wm_time_axis_column(&chart->axis, on);
    enum wm_tone tone = wait ? WM_TONE_FAINT : WM_TONE_GOOD;
    wm_time_axis_spaces(chart->cli, dated && first <= last ? first + 2 : 0);
    wm_terminal_begin(out, tone);
    for (size_t column = first; column <= last && dated; column++)
        wm_buffer_text(&out->text, wait ? "░" : from == on ? "◆" : "█");
    wm_terminal_end(out, tone);
    wm_terminal_blank(out);
}

void wm_plan_timeline(struct wm_cli *cli, struct wm_json plan) {
    struct chart chart;
    struct wm_json action;
    size_t number = 0;
    if (!wm_result_true(plan, "possible") || !measure(cli, plan, &chart))
        return;
    int64_t days = wm_time_axis_days(&chart.axis);
    wm_terminal_blank(cli->out);
    wm_time_axis_months(cli, &chart.axis);
    for (struct wm_json_iterator at = wm_json_iterate(wm_json_member(plan, "actions"));
         wm_json_next(&at, NULL, &action);)
        show_row(&chart, ++number, action);
    wm_terminal_blank(cli->out);
    if (days > 1)
        wm_terminal_item(cli->out, 2, WM_TONE_PLAIN, "", WM_TONE_FAINT,
                         "█ under way  ◆ on one day  ░ waiting. A column is about %d days.", (int)days);
    else
        wm_terminal_item(cli->out, 2, WM_TONE_PLAIN, "", WM_TONE_FAINT, "█ under way  ◆ on one day  ░ waiting");
}
