// SPDX-License-Identifier: MIT
// The levels of a framework in order, its gates, and what the levels are paid.
#include "api/cli/framework.h"

#include "api/cli/progress.h"
#include "api/cli/table.h"

#include <string.h>

static void add_after(struct wm_cli *cli, struct wm_table *table, struct wm_json after) {
    struct wm_json_iterator iterator = wm_json_iterate(after);
    struct wm_json one;
    struct wm_buffer text;
    wm_buffer_init(&text, 4096);
    while (wm_json_next(&iterator, NULL, &one)) {
        struct wm_text name =
            wm_json_type(one) == WM_JSON_STRING ? wm_show_own_name(wm_json_text(one)) : (struct wm_text){"", 0};
        if (text.length > 0)
            wm_buffer_text(&text, ", ");
        wm_buffer_add(&text, name.data, name.length);
    }
    wm_table_cell(table, WM_TONE_PLAIN, "%s", text.data != NULL ? text.data : "");
    cli->out->text.failed = cli->out->text.failed || text.failed;
    wm_buffer_clear(&text);
}

static void show_levels(struct wm_cli *cli, struct wm_json levels) {
    static const struct wm_table_column columns[] = {{.title = "", .right = true},
                                                     {.title = "level", .wraps = true},
                                                     {.title = "title", .wraps = true},
                                                     {.title = "after", .wraps = true},
                                                     {.title = "pay", .wraps = true}};
    struct wm_table table;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    struct wm_json_iterator iterator = wm_json_iterate(levels);
    struct wm_json level;
    for (unsigned number = 1; wm_json_next(&iterator, NULL, &level);) {
        if (wm_result_true(level, "gate"))
            continue;
        wm_table_cell(&table, WM_TONE_PLAIN, "%u", number++);
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_show_own_name(wm_result_text(level, "level"))));
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(level, "title")));
        add_after(cli, &table, wm_json_member(level, "after"));
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_show_own_name(wm_result_text(level, "pay"))));
    }
    if (table.cell_count == 0)
        return;
    wm_show_title(cli, "Ladder");
    wm_table_print(&table, cli->out, 2);
}

static void show_gates(struct wm_cli *cli, struct wm_json levels) {
    static const struct wm_table_column columns[] = {{.title = "gate", .wraps = true},
                                                     {.title = "title", .wraps = true}};
    struct wm_table table;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    struct wm_json_iterator iterator = wm_json_iterate(levels);
    struct wm_json level;
    while (wm_json_next(&iterator, NULL, &level)) {
        if (!wm_result_true(level, "gate"))
            continue;
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_show_own_name(wm_result_text(level, "level"))));
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(level, "title")));
    }
    if (table.cell_count == 0)
        return;
    wm_show_title(cli, "Gates");
    wm_table_print(&table, cli->out, 2);
}

void wm_framework_ladder(struct wm_cli *cli, struct wm_json framework) {
    struct wm_json levels = wm_json_member(framework, "levels");
    show_levels(cli, levels);
    show_gates(cli, levels);
}

// --- pay ---

// Pounds and pence of a number, "" when there is none.
static void add_money(struct wm_table *table, struct wm_json row, const char *key) {
    struct wm_json value = wm_json_member(row, key);
    enum wm_json_type type = wm_json_type(value);
    if (type == WM_JSON_INTEGER)
        wm_table_cell(table, WM_TONE_PLAIN, "£%s", wm_progress_number(wm_json_integer(value)));
    else if (type == WM_JSON_DECIMAL)
        wm_table_cell(table, WM_TONE_PLAIN, "£%.2f", wm_json_double(value));
    else
        wm_table_cell(table, WM_TONE_PLAIN, "%s", "");
}

// From `first` on, up to but not including the `until` of `last`.
static void add_years(struct wm_table *table, struct wm_json first, struct wm_json last) {
    long long from = (long long)wm_result_integer(first, "from", 0);
    long long until = (long long)wm_result_integer(last, "until", -1);
    if (until < 0)
        wm_table_cell(table, WM_TONE_PLAIN, "%lld and more", from);
    else if (until == from + 1)
        wm_table_cell(table, WM_TONE_PLAIN, "%lld", from);
    else
        wm_table_cell(table, WM_TONE_PLAIN, "%lld to %lld", from, until - 1);
}

static bool same_pay(struct wm_json a, struct wm_json b) {
    struct wm_buffer texts[2];
    for (size_t i = 0; i < 2; i++) {
        wm_buffer_init(&texts[i], 256);
        wm_json_write_canonical(&texts[i], wm_json_member(i == 0 ? a : b, "hourly"));
        wm_buffer_byte(&texts[i], ' ');
        wm_json_write_canonical(&texts[i], wm_json_member(i == 0 ? a : b, "annual"));
    }
    bool same = !texts[0].failed && !texts[1].failed && strcmp(texts[0].data, texts[1].data) == 0;
    wm_buffer_clear(&texts[0]);
    wm_buffer_clear(&texts[1]);
    return same;
}

// Years that are paid the same are one row.
static void show_pay(struct wm_cli *cli, struct wm_json pay) {
    static const struct wm_table_column columns[] = {
        {.title = "completed years"}, {.title = "an hour", .right = true}, {.title = "a year", .right = true}};
    struct wm_table table;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(pay, "rows"));
    struct wm_json row;
    bool more = wm_json_next(&iterator, NULL, &row);
    while (more) {
        struct wm_json first = row;
        struct wm_json last = row;
        for (; more && same_pay(first, row); more = wm_json_next(&iterator, NULL, &row))
            last = row;
        add_years(&table, first, last);
        add_money(&table, first, "hourly");
        add_money(&table, first, "annual");
    }
    char from[24];
    char until[24];
    bool begins = wm_result_day(pay, "from", from);
    bool ends = wm_result_day(pay, "until", until);
    wm_terminal_blank(cli->out);
    wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "Pay %.*s: %.*s%s%s%s%s",
                     WM_SHOW(wm_result_text(pay, "id")), WM_SHOW(wm_result_text(pay, "title")), begins ? ", from " : "",
                     from, ends ? " to " : "", until);
    if (table.cell_count > 0)
        wm_table_print(&table, cli->out, 2);
}

void wm_framework_pay(struct wm_cli *cli, struct wm_json framework) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(framework, "pay"));
    struct wm_json pay;
    while (wm_json_next(&iterator, NULL, &pay))
        show_pay(cli, pay);
}

// --- criteria ---

static void show_desires(struct wm_cli *cli, struct wm_json desires) {
    if (wm_json_count(desires) == 0)
        return;
    wm_terminal_item(cli->out, 2, WM_TONE_PLAIN, "", WM_TONE_FAINT, "desirable, and never in the way:");
    struct wm_json_iterator iterator = wm_json_iterate(desires);
    struct wm_json criterion;
    while (wm_json_next(&iterator, NULL, &criterion))
        wm_show_criterion(cli, criterion);
}

void wm_framework_criteria(struct wm_cli *cli, struct wm_json framework) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(framework, "levels"));
    struct wm_json level;
    while (wm_json_next(&iterator, NULL, &level)) {
        struct wm_text says = wm_result_text(level, "says");
        struct wm_text source = wm_result_text(level, "source");
        wm_terminal_blank(cli->out);
        wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "%.*s (%.*s)",
                         WM_SHOW(wm_result_text(level, "title")),
                         WM_SHOW(wm_show_own_name(wm_result_text(level, "level"))));
        if (says.length > 0)
            wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_PLAIN, "%.*s", WM_SHOW(says));
        if (source.length > 0)
            wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_FAINT, "Source: %.*s", WM_SHOW(source));
        wm_show_criterion(cli, wm_json_member(level, "requires"));
        show_desires(cli, wm_json_member(level, "desires"));
    }
}
