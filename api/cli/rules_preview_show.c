// SPDX-License-Identifier: MIT
#include "api/cli/rules_preview.h"

#include "api/cli/ask.h"
#include "api/cli/show.h"

#include <stdio.h>
#include <string.h>

enum { MOVES = 6, SHORT = 12, CAUSES_MOST = 10 };

static const struct {
    const char *name, *sign, *says;
    enum wm_tone tone;
} looks[MOVES] = {
    {"gains", "✓", "become eligible", WM_TONE_GOOD},
    {"loses", "✗", "are eligible no longer", WM_TONE_BAD},
    {"doubted", "?", "can no longer be judged", WM_TONE_DOUBT},
    {"settled", "–", "are not eligible, and could not be judged before", WM_TONE_PLAIN},
    {"later", "▲", "stay eligible for longer", WM_TONE_GOOD},
    {"sooner", "▼", "stay eligible, but not as long", WM_TONE_BAD},
};

static int64_t moves_of(struct wm_json object, size_t move) {
    return wm_result_integer(wm_json_member(object, "moves"), looks[move].name, 0);
}

static int64_t all_of(struct wm_json object) {
    int64_t count = 0;
    for (size_t i = 0; i < MOVES; i++)
        count += moves_of(object, i);
    return count;
}

// --- the summary ---

static void show_head(struct wm_cli *cli, struct wm_json preview) {
    struct wm_text from = wm_result_text(preview, "from"), to = wm_result_text(preview, "to");
    int64_t moved = wm_result_integer(preview, "moved", 0);
    char day[24];
    wm_result_day(preview, "as_of", day);
    bool same = from.length == to.length && memcmp(from.data, to.data, from.length) == 0;
    wm_terminal_item(cli->out, 0, moved > 0 ? WM_TONE_DOUBT : WM_TONE_GOOD, moved > 0 ? "~" : "=", WM_TONE_STRONG,
                     "%.*s on %s: %s of %s people would move.", WM_SHOW(wm_result_text(preview, "org")), day,
                     moved > 0 ? wm_progress_number(moved) : "none",
                     wm_progress_number(wm_result_integer(preview, "people", 0)));
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "", WM_TONE_FAINT, "%s %.*s%s%.*s",
                     same ? "the rules are those that are active:" : "from rules",
                     from.length < SHORT ? (int)from.length : SHORT, from.data, same ? "" : " to ",
                     same                ? 0
                     : to.length < SHORT ? (int)to.length
                                         : SHORT,
                     to.data);
}

static void show_counts(struct wm_cli *cli, struct wm_json preview) {
    for (size_t i = 0; i < MOVES; i++) {
        char mark[64];
        if (moves_of(preview, i) == 0)
            continue;
        snprintf(mark, sizeof mark, "%s %9s ", looks[i].sign, wm_progress_number(moves_of(preview, i)));
        wm_terminal_item(cli->out, 2, looks[i].tone, mark, WM_TONE_PLAIN, "%s", looks[i].says);
    }
}

// A column for each kind of move that there is.
static void begin_table(struct wm_cli *cli, struct wm_json preview, const struct wm_table_column *leading, size_t count,
                        struct wm_table *table) {
    struct wm_table_column columns[WM_TABLE_COLUMNS];
    memcpy(columns, leading, count * sizeof *leading);
    for (size_t i = 0; i < MOVES; i++) {
        if (moves_of(preview, i) > 0)
            columns[count++] = (struct wm_table_column){.title = looks[i].name, .right = true};
    }
    wm_table_init(table, &cli->arena, columns, count);
}

static void add_counts(struct wm_table *table, struct wm_json preview, struct wm_json row) {
    for (size_t i = 0; i < MOVES; i++) {
        if (moves_of(preview, i) == 0)
            continue;
        int64_t count = moves_of(row, i);
        wm_table_cell(table, looks[i].tone, "%s", count > 0 ? wm_progress_number(count) : "");
    }
}

static void show_levels(struct wm_cli *cli, struct wm_json preview) {
    static const struct wm_table_column leading[] = {{.title = "level", .wraps = true}};
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(preview, "levels"));
    struct wm_json level;
    struct wm_table table;
    begin_table(cli, preview, leading, 1, &table);
    while (wm_json_next(&iterator, NULL, &level)) {
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s (%.*s)", WM_SHOW(wm_result_text(level, "title")),
                      WM_SHOW(wm_result_text(level, "level")));
        add_counts(&table, preview, level);
    }
    wm_show_title(cli, "By level");
    wm_table_print(&table, cli->out, 2);
}

static void show_causes(struct wm_cli *cli, struct wm_json preview) {
    static const struct wm_table_column leading[] = {{.title = "criterion", .wraps = true},
                                                     {.title = "of level", .wraps = true}};
    struct wm_json causes = wm_json_member(preview, "causes"), cause;
    struct wm_json_iterator iterator = wm_json_iterate(causes);
    struct wm_table table;
    size_t count = wm_json_count(causes);
    if (count == 0)
        return;
    begin_table(cli, preview, leading, 2, &table);
    for (size_t i = 0; i < CAUSES_MOST && wm_json_next(&iterator, NULL, &cause); i++) {
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s%s", WM_SHOW(wm_result_text(cause, "says")),
                      wm_result_true(cause, "now") ? "" : " (no longer)");
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_show_own_name(wm_result_text(cause, "level"))));
        add_counts(&table, preview, cause);
    }
    wm_show_title(cli, "By cause");
    wm_table_print(&table, cli->out, 2);
    if (count > CAUSES_MOST)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "", WM_TONE_FAINT, "and %zu other criteria: --json has them",
                         count - CAUSES_MOST);
}

void wm_preview_show_summary(struct wm_cli *cli, struct wm_json preview, struct wm_preview_shown *shown) {
    static const struct wm_table_column columns[] = {
        {.title = "person"}, {.title = "level", .wraps = true}, {.title = "move"}, {.title = "because", .wraps = true}};
    *shown = (struct wm_preview_shown){.all = all_of(preview)};
    wm_table_init(&shown->moves, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    show_head(cli, preview);
    if (shown->all == 0)
        return;
    show_counts(cli, preview);
    show_levels(cli, preview);
    show_causes(cli, preview);
}

// --- one by one ---

static size_t look_of(struct wm_text move) {
    size_t look = 0;
    while (look + 1 < MOVES && !wm_show_is(move, looks[look].name))
        look++;
    return look;
}

static void add_because(struct wm_preview_shown *shown, struct wm_json move) {
    struct wm_json cause = wm_json_member(move, "cause");
    struct wm_text says = wm_result_text(cause, "says");
    char before[24], after[24];
    bool ended = wm_result_day(move, "until_before", before), ends = wm_result_day(move, "until_after", after);
    struct wm_text kind = wm_result_text(move, "move");
    bool horizon = wm_show_is(kind, "later") || wm_show_is(kind, "sooner");
    if (wm_json_type(cause) == WM_JSON_ABSENT && !horizon)
        wm_table_cell(&shown->moves, WM_TONE_PLAIN, "%s",
                      wm_show_is(kind, "gains") ? "the level is new" : "there is no such level any more");
    else if (horizon)
        wm_table_cell(&shown->moves, WM_TONE_PLAIN, "until %s instead of %s: %.*s", ends ? after : "for ever",
                      ended ? before : "for ever", WM_SHOW(says));
    else
        wm_table_cell(&shown->moves, WM_TONE_PLAIN, "%.*s", WM_SHOW(says));
}

void wm_preview_add_moves(struct wm_preview_shown *shown, struct wm_json preview) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(preview, "list"));
    struct wm_json move;
    while (wm_json_next(&iterator, NULL, &move)) {
        size_t look = look_of(wm_result_text(move, "move"));
        wm_table_cell(&shown->moves, WM_TONE_STRONG, "%.*s", WM_SHOW(wm_result_text(move, "person")));
        wm_table_cell(&shown->moves, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_show_own_name(wm_result_text(move, "level"))));
        wm_table_cell(&shown->moves, looks[look].tone, "%s %s", looks[look].sign, looks[look].name);
        add_because(shown, move);
        shown->listed++;
    }
}

void wm_preview_show_moves(struct wm_cli *cli, struct wm_preview_shown *shown) {
    if (shown->listed == 0)
        return;
    wm_show_title(cli, "Who");
    wm_table_print(&shown->moves, cli->out, 2);
    if (shown->listed < shown->all)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "", WM_TONE_FAINT,
                         "and %s more moves: --limit shows more of them, --json all",
                         wm_progress_number(shown->all - shown->listed));
}
