// SPDX-License-Identifier: MIT
// A forecast on the terminal: a row a level, months on top, below what changes. Characters tell the outcomes apart where
// there is no colour.
#include "api/cli/time_axis.h"

#include <string.h>

enum { MOST_CHANGES = 60 };

struct chart {
    struct wm_cli *cli;
    const struct wm_bars *bars;
    size_t name; // wide
    struct wm_time_axis axis;
};

// Which day a column begins with.
static wm_day column_day(const struct chart *chart, size_t column) {
    int64_t days = (int64_t)chart->bars->to - chart->bars->from + 1;
    return chart->bars->from + (wm_day)(days * (int64_t)column / (int64_t)chart->axis.columns);
}

static struct chart measure(struct wm_cli *cli, const struct wm_bars *bars) {
    struct chart chart = {.cli = cli, .bars = bars};
    size_t most = cli->out->columns * 2 / 5;
    for (size_t i = 0; i < bars->count; i++) {
        size_t name = wm_bar_name(&bars->bars[i]).length;
        chart.name = name > chart.name ? name : chart.name;
    }
    chart.name = chart.name > most ? most : chart.name;
    chart.axis = wm_time_axis(cli, bars->from, bars->to, chart.name + 6);
    return chart;
}

// Rows ----------------------------------------------------------------------------------------------------------------

static int badness(struct wm_text outcome) {
    return wm_show_is(outcome, "eligible") ? 1 : wm_show_is(outcome, "not-eligible") ? 3 : 2;
}

// The worst of the column's days: what is lost for a few of them must not be hidden. Empty: nobody knows.
static struct wm_text outcome_of(const struct chart *chart, const struct wm_bar *bar, size_t column) {
    wm_day first = column_day(chart, column), after = column_day(chart, column + 1);
    struct wm_text worst = {"", 0};
    for (size_t i = 0; i < bar->count; i++) {
        const struct wm_span_of_bar *span = &bar->spans[i];
        if (span->from < after && span->until >= first &&
            (worst.length == 0 || badness(span->outcome) > badness(worst)))
            worst = span->outcome;
    }
    return worst;
}

static const char *sign_of(struct wm_text outcome) {
    return outcome.length == 0 ? " " : badness(outcome) == 1 ? "█" : badness(outcome) == 3 ? "·" : "?";
}

static void show_bar(const struct chart *chart, const struct wm_bar *bar) {
    struct wm_terminal *out = chart->cli->out;
    size_t end = chart->axis.columns;
    while (end > 0 && outcome_of(chart, bar, end - 1).length == 0)
        end--;
    for (size_t column = 0; column < end;) {
        struct wm_text outcome = outcome_of(chart, bar, column);
        const char *sign = sign_of(outcome);
        enum wm_tone tone = outcome.length > 0 ? wm_show_tone(outcome) : WM_TONE_PLAIN;
        wm_terminal_begin(out, tone);
        for (; column < end && strcmp(sign_of(outcome_of(chart, bar, column)), sign) == 0; column++)
            wm_buffer_text(&out->text, sign);
        wm_terminal_end(out, tone);
    }
}

static void show_row(const struct chart *chart, const struct wm_bar *bar) {
    struct wm_terminal *out = chart->cli->out;
    struct wm_text today = bar->count > 0 ? bar->spans[0].outcome : (struct wm_text){"", 0};
    struct wm_text name = wm_bar_name(bar);
    size_t shown = name.length > chart->name ? chart->name - 1 : name.length;
    wm_time_axis_spaces(chart->cli, 2);
    wm_terminal_put(out, wm_show_tone(today), "%s", wm_show_mark(today));
    wm_terminal_put(out, WM_TONE_PLAIN, " %.*s%s", (int)shown, name.data, shown < name.length ? "…" : "");
    wm_time_axis_spaces(chart->cli, chart->name - shown - (shown < name.length) + 2);
    show_bar(chart, bar);
    wm_terminal_blank(out);
}

static void show_legend(const struct chart *chart) {
    int64_t days = wm_time_axis_days(&chart->axis);
    struct wm_terminal *out = chart->cli->out;
    wm_terminal_blank(out);
    if (days > 1)
        wm_terminal_item(
            out, 2, WM_TONE_PLAIN, "", WM_TONE_FAINT,
            "█ eligible  · not eligible  ? indeterminate%s. A column is about %d days, and shows the worst of "
            "them.",
            chart->bars->blank ? "  blank: not looked at" : "", (int)days);
    else
        wm_terminal_item(out, 2, WM_TONE_PLAIN, "", WM_TONE_FAINT, "█ eligible  · not eligible  ? indeterminate%s",
                         chart->bars->blank ? "  blank: not looked at" : "");
}

// Changes -------------------------------------------------------------------------------------------------------------

static void show_causes(struct wm_cli *cli, struct wm_json causes) {
    struct wm_json cause;
    for (struct wm_json_iterator at = wm_json_iterate(causes); wm_json_next(&at, NULL, &cause);) {
        const char *words = wm_bars_cause(cli, cause);
        wm_terminal_item(cli->out, 4, wm_bars_cause_tone(cause), wm_bars_cause_mark(cause), WM_TONE_PLAIN, "%s",
                         words != NULL ? words : "");
        cli->out->text.failed = cli->out->text.failed || words == NULL;
    }
}

static void show_changes(struct wm_cli *cli, const struct wm_bars *bars) {
    size_t most = bars->change_count > MOST_CHANGES ? MOST_CHANGES : bars->change_count;
    for (size_t i = 0; i < most; i++) {
        const struct wm_bars_change *change = &bars->changes[i];
        char day[24];
        wm_day_format_people(change->on, day);
        if (i == 0 || change->on != bars->changes[i - 1].on)
            wm_show_title(cli, day);
        wm_terminal_item(cli->out, 2, wm_show_tone(change->outcome), wm_show_mark(change->outcome), WM_TONE_PLAIN,
                         "%s: %s", change->names, wm_show_outcome(change->outcome));
        show_causes(cli, change->causes);
    }
    if (bars->change_count > most)
        wm_terminal_item(cli->out, 0, WM_TONE_FAINT, "", WM_TONE_FAINT, "and %zu more changes: --json has them all",
                         bars->change_count - most);
    if (bars->change_count == 0) {
        wm_terminal_blank(cli->out);
        wm_terminal_line(cli->out, WM_TONE_PLAIN, "Nothing changes by itself.");
    }
}

// All ---------------------------------------------------------------------------------------------------------------

static bool is_idle(const struct wm_bar *bar) {
    for (size_t i = 0; i < bar->count; i++)
        if (!wm_show_is(bar->spans[i].outcome, "not-eligible"))
            return false;
    return bar->count > 0;
}

// Of several frameworks those bars alone that are ever anything but not eligible; nobody asks for the others by themselves.
static struct wm_bars worth_showing(struct wm_cli *cli, const struct wm_bars *bars) {
    struct wm_bars shown = *bars;
    struct wm_bar *kept = bars->several ? wm_arena_alloc(&cli->arena, bars->count * sizeof *kept) : NULL;
    cli->out->text.failed = cli->out->text.failed || (bars->several && kept == NULL);
    if (kept == NULL)
        return shown;
    shown.bars = kept;
    shown.count = 0;
    for (size_t i = 0; i < bars->count; i++)
        if (!is_idle(&bars->bars[i]))
            kept[shown.count++] = bars->bars[i];
    return shown;
}

void wm_bars_show(struct wm_cli *cli, const struct wm_bars *bars) {
    struct wm_bars shown = worth_showing(cli, bars);
    struct chart chart = measure(cli, &shown);
    for (size_t i = 0; i < shown.count; i++) {
        const char *heading = wm_bars_heading(cli, &shown.bars[i]);
        if (i == 0 || !wm_bars_together(&shown.bars[i - 1], &shown.bars[i])) {
            wm_show_title(cli, heading != NULL ? heading : "");
            wm_time_axis_months(cli, &chart.axis);
        }
        cli->out->text.failed = cli->out->text.failed || heading == NULL;
        show_row(&chart, &shown.bars[i]);
    }
    if (shown.count < bars->count) {
        wm_terminal_blank(cli->out);
        wm_terminal_item(cli->out, 0, WM_TONE_FAINT, "", WM_TONE_FAINT, "%s%zu%s not eligible on any of these days",
                         shown.count > 0 ? "and " : "", bars->count - shown.count, shown.count > 0 ? " more," : "");
    }
    if (shown.count > 0)
        show_legend(&chart);
    show_changes(cli, bars);
}
