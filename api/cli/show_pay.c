// SPDX-License-Identifier: MIT
// The pay that a standing suggests: a row a level, as advice.
#include "api/cli/show.h"

#include "api/cli/progress.h"
#include "api/cli/table.h"

#include <stdio.h>
#include <string.h>

// "£21,142", "£10.84"; "" when there is none.
static void say_money(struct wm_json row, const char *key, char text[40]) {
    struct wm_json value = wm_json_member(row, key);
    enum wm_json_type type = wm_json_type(value);
    text[0] = '\0';
    if (type == WM_JSON_INTEGER)
        snprintf(text, 40, "£%s", wm_progress_number(wm_json_integer(value)));
    else if (type == WM_JSON_DECIMAL)
        snprintf(text, 40, "£%.2f", wm_json_double(value));
}

static void add_money(struct wm_table *table, struct wm_json pay, const char *key) {
    char lowest[40], highest[40], known[40];
    say_money(pay, key, known);
    say_money(wm_json_member(pay, "lowest"), key, lowest);
    say_money(wm_json_member(pay, "highest"), key, highest);
    bool range = lowest[0] != '\0' && highest[0] != '\0' && strcmp(lowest, highest) != 0;
    wm_table_cell(table, WM_TONE_PLAIN, "%s%s%s%s", known, lowest, range ? " to " : "", range ? highest : "");
}

static void add_note(struct wm_table *table, struct wm_json pay) {
    struct wm_text unknown = wm_result_text(pay, "unknown");
    long long years = (long long)wm_result_integer(pay, "years", -1);
    char day[24];
    if (wm_show_is(unknown, "after-table-end")) {
        (void)wm_result_day(pay, "until", day);
        wm_table_cell(table, WM_TONE_DOUBT, "the table ended on %s", day);
    } else if (wm_show_is(unknown, "before-table-start")) {
        (void)wm_result_day(pay, "from", day);
        wm_table_cell(table, WM_TONE_DOUBT, "the table begins on %s", day);
    } else if (unknown.length > 0) {
        wm_table_cell(table, WM_TONE_DOUBT, "the table has no row for %lld years", years);
    } else if (years >= 0) {
        (void)wm_result_day(pay, "since", day);
        wm_table_cell(table, WM_TONE_PLAIN, "%lld, since %s", years, day);
    } else {
        wm_table_cell(table, WM_TONE_FAINT, "not awarded");
    }
}

void wm_show_suggested_pay(struct wm_cli *cli, struct wm_json levels) {
    static const struct wm_table_column columns[] = {{.title = "level", .wraps = true},
                                                     {.title = "table", .wraps = true},
                                                     {.title = "an hour", .right = true},
                                                     {.title = "a year", .right = true},
                                                     {.title = "completed years", .wraps = true}};
    struct wm_table table;
    struct wm_json level;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    for (struct wm_json_iterator at = wm_json_iterate(levels); wm_json_next(&at, NULL, &level);) {
        struct wm_json pay = wm_json_member(level, "pay");
        if (wm_json_type(pay) != WM_JSON_OBJECT)
            continue;
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_show_own_name(wm_result_text(level, "level"))));
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(pay, "title")));
        add_money(&table, pay, "hourly");
        add_money(&table, pay, "annual");
        add_note(&table, pay);
    }
    if (table.cell_count == 0)
        return;
    wm_show_title(cli, "Suggested pay, as advice");
    wm_table_print(&table, cli->out, 2);
}
