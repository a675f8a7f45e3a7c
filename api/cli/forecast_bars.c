// SPDX-License-Identifier: MIT
#include "api/cli/forecast_bars.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct turn { // one bar's change, before those of a day are put together
    const struct wm_bar *bar;
    const struct wm_span_of_bar *span;
};

static wm_day day_of(struct wm_json object, const char *key, wm_day otherwise) {
    struct wm_text text = wm_result_text(object, key);
    wm_day day = otherwise;
    if (wm_day_parse(text.data, text.length, &day, NULL) != WM_OK)
        return otherwise;
    return day;
}

struct wm_text wm_bar_name(const struct wm_bar *bar) {
    return wm_show_own_name(bar->level);
}

static bool same_framework(const struct wm_bar *bar, const struct wm_bar *other) {
    struct wm_text one = wm_show_framework(bar->level), two = wm_show_framework(other->level);
    return one.length == two.length && memcmp(one.data, two.data, one.length) == 0;
}

bool wm_bars_together(const struct wm_bar *bar, const struct wm_bar *other) {
    return bar->gate == other->gate && same_framework(bar, other);
}

const char *wm_bars_heading(struct wm_cli *cli, const struct wm_bar *bar) {
    return wm_arena_printf(&cli->arena, "%s of %.*s", bar->gate ? "Gates" : "Levels",
                           WM_SHOW(wm_show_framework(bar->level)));
}

// Reading -------------------------------------------------------------------------------------------------------------

static enum wm_status read_bar(struct wm_cli *cli, struct wm_json level, struct wm_bar *bar, struct wm_error *error) {
    struct wm_json intervals = wm_json_member(level, "intervals"), one;
    struct wm_span_of_bar *spans = wm_arena_alloc(&cli->arena, wm_json_count(intervals) * sizeof *spans);
    if (spans == NULL)
        return wm_error_no_memory(error);
    *bar =
        (struct wm_bar){.level = wm_result_text(level, "level"), .gate = wm_result_true(level, "gate"), .spans = spans};
    for (struct wm_json_iterator at = wm_json_iterate(intervals); wm_json_next(&at, NULL, &one);)
        spans[bar->count++] = (struct wm_span_of_bar){
            .from = day_of(one, "from", WM_DAY_NEVER),
            .until = day_of(one, "until", WM_DAY_NONE),
            .outcome = wm_result_text(one, "outcome"),
            .causes = wm_json_member(one, "causes"),
            .until_inexact = wm_json_type(wm_json_member(one, "until_exact")) != WM_JSON_ABSENT,
        };
    return WM_OK;
}

static enum wm_status read_bars(struct wm_cli *cli, struct wm_json levels, struct wm_bars *bars,
                                struct wm_error *error) {
    struct wm_bar *all = wm_arena_alloc(&cli->arena, wm_json_count(levels) * sizeof *all);
    struct wm_json level;
    if (all == NULL)
        return wm_error_no_memory(error);
    bars->bars = all;
    for (struct wm_json_iterator at = wm_json_iterate(levels); wm_json_next(&at, NULL, &level); bars->count++) {
        enum wm_status status = read_bar(cli, level, &all[bars->count], error);
        if (status != WM_OK)
            return status;
        const struct wm_bar *bar = &all[bars->count];
        bars->several = bars->several || !same_framework(&all[0], bar);
        bars->blank = bars->blank || bar->count == 0 || bar->spans[bar->count - 1].until < bars->to;
    }
    return WM_OK;
}

// Changes -------------------------------------------------------------------------------------------------------------

static int by_day(const void *left, const void *right) {
    const struct turn *a = left, *b = right;
    int order = (a->span->from > b->span->from) - (a->span->from < b->span->from);
    return order != 0 ? order : (a->bar > b->bar) - (a->bar < b->bar);
}

static const char *causes_in_words(struct wm_cli *cli, struct wm_json causes) {
    const char *words = wm_arena_dup(&cli->arena, "");
    struct wm_json cause;
    for (struct wm_json_iterator at = wm_json_iterate(causes); words != NULL && wm_json_next(&at, NULL, &cause);)
        words = wm_arena_printf(&cli->arena, "%s%.*s %.*s\n", words, WM_SHOW(wm_result_text(cause, "now")),
                                WM_SHOW(wm_result_text(cause, "says")));
    return words;
}

static bool is_same(const struct wm_bars_change *change, const struct wm_span_of_bar *span, const char *causes) {
    return change->on == span->from && change->outcome.length == span->outcome.length &&
           memcmp(change->outcome.data, span->outcome.data, span->outcome.length) == 0 &&
           strcmp(change->causes_in_words, causes) == 0;
}

static enum wm_status add_turn(struct wm_cli *cli, struct wm_bars *bars, struct wm_bars_change *changes,
                               const struct turn *turn, struct wm_error *error) {
    struct wm_text name = bars->several ? turn->bar->level : wm_bar_name(turn->bar);
    const char *causes = causes_in_words(cli, turn->span->causes);
    if (causes == NULL)
        return wm_error_no_memory(error);
    size_t at = bars->change_count;
    while (at > 0 && changes[at - 1].on == turn->span->from && !is_same(&changes[at - 1], turn->span, causes))
        at--;
    struct wm_bars_change *change = at > 0 && changes[at - 1].on == turn->span->from ? &changes[at - 1] : NULL;
    const char *names = change != NULL ? wm_arena_printf(&cli->arena, "%s, %.*s", change->names, WM_SHOW(name))
                                       : wm_arena_dup_n(&cli->arena, name.data, name.length);
    if (names == NULL)
        return wm_error_no_memory(error);
    if (change != NULL)
        change->names = names;
    else
        changes[bars->change_count++] =
            (struct wm_bars_change){turn->span->from, turn->span->outcome, names, turn->span->causes, causes};
    return WM_OK;
}

static size_t count_turns(const struct wm_bars *bars) {
    size_t count = 0;
    for (size_t i = 0; i < bars->count; i++)
        count += bars->bars[i].count > 0 ? bars->bars[i].count - 1 : 0;
    return count;
}

static enum wm_status read_changes(struct wm_cli *cli, struct wm_bars *bars, struct wm_error *error) {
    size_t most = count_turns(bars), count = 0;
    struct turn *turns = wm_arena_alloc(&cli->arena, most * sizeof *turns);
    struct wm_bars_change *changes = wm_arena_alloc(&cli->arena, most * sizeof *changes);
    if (turns == NULL || changes == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < bars->count; i++) {
        for (size_t k = 1; k < bars->bars[i].count; k++)
            turns[count++] = (struct turn){&bars->bars[i], &bars->bars[i].spans[k]};
    }
    qsort(turns, count, sizeof *turns, by_day);
    bars->changes = changes;
    enum wm_status status = WM_OK;
    for (size_t i = 0; i < count && status == WM_OK; i++)
        status = add_turn(cli, bars, changes, &turns[i], error);
    return status;
}

enum wm_status wm_bars_read(struct wm_cli *cli, struct wm_json forecast, struct wm_bars *ret_bars,
                            struct wm_error *error) {
    wm_day from = day_of(forecast, "as_of", 0);
    struct wm_bars bars = {.from = from, .to = day_of(forecast, "to", from)};
    if (bars.to < from)
        bars.to = from;
    enum wm_status status = read_bars(cli, wm_json_member(forecast, "levels"), &bars, error);
    if (status == WM_OK)
        status = read_changes(cli, &bars, error);
    if (status == WM_OK)
        *ret_bars = bars;
    return status;
}

// Causes --------------------------------------------------------------------------------------------------------------

const char *wm_bars_cause(struct wm_cli *cli, struct wm_json cause) {
    struct wm_text now = wm_result_text(cause, "now"), says = wm_result_text(cause, "says");
    struct wm_text parameter = wm_result_text(cause, "parameter"), message = wm_result_text(cause, "message");
    const char *rules = !wm_result_true(cause, "by_rules") ? ""
                        : wm_show_is(now, "not-asked")     ? " (the rules do not ask for it any more)"
                                                           : " (the rules ask for it from this day on)";
    if (parameter.length > 0)
        return wm_arena_printf(&cli->arena, "%.*s (not set: %.*s)%s", WM_SHOW(says), WM_SHOW(parameter), rules);
    if (message.length > 0)
        return wm_arena_printf(&cli->arena, "%.*s: %.*s%s", WM_SHOW(says), WM_SHOW(message), rules);
    return wm_arena_printf(&cli->arena, "%.*s%s", WM_SHOW(says), rules);
}

const char *wm_bars_cause_mark(struct wm_json cause) {
    struct wm_text now = wm_result_text(cause, "now");
    return wm_show_is(now, "not-asked") ? "–" : wm_show_mark(now);
}

enum wm_tone wm_bars_cause_tone(struct wm_json cause) {
    struct wm_text now = wm_result_text(cause, "now");
    return wm_show_is(now, "not-asked") ? WM_TONE_FAINT : wm_show_tone(now);
}

// Months --------------------------------------------------------------------------------------------------------------

static wm_day first_of_month(wm_day day, int step) {
    int year, month, day_of_month;
    wm_day_split(day, &year, &month, &day_of_month);
    wm_day first = wm_day_of(year, month, 1);
    if (first < day) {
        first = wm_day_add_months(first, 1);
        wm_day_split(first, &year, &month, &day_of_month);
    }
    return wm_day_add_months(first, (step - (month - 1) % step) % step);
}

struct wm_bars_months wm_bars_months(wm_day from, wm_day to, size_t room, size_t least) {
    static const int steps[] = {1, 2, 3, 6, 12};
    size_t at = 0;
    int64_t days = (int64_t)to - from + 1;
    while (at + 1 < sizeof steps / sizeof steps[0] && steps[at] * 30 * (int64_t)room < days * (int64_t)least)
        at++;
    return (struct wm_bars_months){.next = first_of_month(from, steps[at]), .to = to, .step = steps[at]};
}

bool wm_bars_month(struct wm_bars_months *months, wm_day *ret_day, char ret_label[8]) {
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year, month, day_of_month;
    if (months->next > months->to)
        return false;
    wm_day_split(months->next, &year, &month, &day_of_month);
    if (month == 1)
        snprintf(ret_label, 8, "%d", year % 10000);
    else
        snprintf(ret_label, 8, "%s", names[month - 1]);
    *ret_day = months->next;
    months->next = wm_day_add_months(months->next, months->step);
    return true;
}
