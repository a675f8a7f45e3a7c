// SPDX-License-Identifier: MIT
// A standing for people: a table a framework, and what stands before the levels that are near.
#include "api/cli/show.h"

#include "api/cli/table.h"

#include <string.h>

enum { MOST = 5 }; // criteria shown of one level
enum { FAR = 15 }; // criteria: a level that misses more is only counted where several frameworks are shown

// --- the table ---

static void add_note(struct wm_buffer *notes, const char *note, size_t count) {
    if (notes->length > 0)
        wm_buffer_text(notes, ", ");
    if (count > 0)
        wm_buffer_printf(notes, "%zu ", count);
    wm_buffer_text(notes, note);
}

static void add_notes(struct wm_table *table, struct wm_json level) {
    size_t unmet = wm_json_count(wm_json_member(level, "unmet"));
    size_t unknown = wm_json_count(wm_json_member(level, "unknown"));
    struct wm_buffer notes;
    wm_buffer_init(&notes, 256);
    if (wm_result_true(level, "next"))
        add_note(&notes, "next", 0);
    if (wm_result_true(level, "lapsing"))
        add_note(&notes, "lapsing", 0);
    if (wm_result_true(level, "near"))
        add_note(&notes, "near", 0);
    if (unmet > 0)
        add_note(&notes, "missing", unmet);
    if (unknown > 0)
        add_note(&notes, "open", unknown);
    enum wm_tone tone = wm_result_true(level, "lapsing") ? WM_TONE_DOUBT : WM_TONE_PLAIN;
    wm_table_cell(table, tone, "%s", notes.data != NULL ? notes.data : "");
    table->failed = table->failed || notes.failed;
    wm_buffer_clear(&notes);
}

static void add_row(struct wm_table *table, struct wm_json level) {
    struct wm_text outcome = wm_result_text(level, "outcome");
    struct wm_json award = wm_json_member(level, "award");
    enum wm_tone tone = wm_show_tone(outcome);
    char day[24];
    wm_table_cell(table, tone, "%s", wm_show_mark(outcome));
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_show_own_name(wm_result_text(level, "level"))));
    if (!wm_result_true(level, "gate")) {
        bool until = wm_result_day(award, "until", day);
        wm_table_cell(table, WM_TONE_PLAIN, "%s%s",
                      !wm_result_true(level, "held") ? ""
                      : until                        ? "until "
                                                     : "yes",
                      day);
    }
    bool until = wm_result_day(level, "until", day);
    wm_table_cell(table, tone, "%s%s%s", wm_show_outcome(outcome), until ? " until " : "", day);
    add_notes(table, level);
}

static bool same_part(struct wm_json a, struct wm_json b) {
    struct wm_text left = wm_show_framework(wm_result_text(a, "level"));
    struct wm_text right = wm_show_framework(wm_result_text(b, "level"));
    return left.length == right.length && memcmp(left.data, right.data, left.length) == 0 &&
           wm_result_true(a, "gate") == wm_result_true(b, "gate");
}

static bool of_several(struct wm_json levels) {
    struct wm_json_iterator iterator = wm_json_iterate(levels);
    struct wm_json level;
    struct wm_text first = {0};
    for (bool any = false; wm_json_next(&iterator, NULL, &level); any = true) {
        struct wm_text framework = wm_show_framework(wm_result_text(level, "level"));
        if (any && (framework.length != first.length || memcmp(framework.data, first.data, first.length) != 0))
            return true;
        first = framework;
    }
    return false;
}

static bool is_far(struct wm_json level) {
    return wm_json_count(wm_json_member(level, "unmet")) > FAR && !wm_result_true(level, "held");
}

// What is left out of a table.
static void show_far(struct wm_cli *cli, size_t count, bool others) {
    if (count > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "", WM_TONE_FAINT, "%s%zu%s with more than %d criteria missing",
                         others ? "and " : "", count, others ? " more," : "", FAR);
}

static void show_tables(struct wm_cli *cli, struct wm_json levels, bool several) {
    static const struct wm_table_column of_levels[] = {{.title = ""},
                                                       {.title = "level", .wraps = true},
                                                       {.title = "held", .wraps = true},
                                                       {.title = "by the criteria", .wraps = true},
                                                       {.title = "", .wraps = true}};
    static const struct wm_table_column of_gates[] = {{.title = ""},
                                                      {.title = "gate", .wraps = true},
                                                      {.title = "by the criteria", .wraps = true},
                                                      {.title = "", .wraps = true}};
    struct wm_json_iterator iterator = wm_json_iterate(levels);
    struct wm_json level;
    bool more = wm_json_next(&iterator, NULL, &level);
    while (more) {
        struct wm_table table;
        struct wm_json first = level;
        bool gates = wm_result_true(first, "gate");
        wm_table_init(&table, &cli->arena, gates ? of_gates : of_levels, gates ? 4 : 5);
        size_t far = 0;
        for (; more && same_part(first, level); more = wm_json_next(&iterator, NULL, &level)) {
            if (several && is_far(level) && !wm_result_true(level, "next"))
                far++;
            else
                add_row(&table, level);
        }
        struct wm_text framework = wm_show_framework(wm_result_text(first, "level"));
        wm_terminal_blank(cli->out);
        wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "%s of %.*s", gates ? "Gates" : "Levels",
                         WM_SHOW(framework));
        if (table.cell_count > 0)
            wm_table_print(&table, cli->out, 2);
        show_far(cli, far, table.cell_count > 0);
    }
}

// --- what stands before a level ---

static void show_leaves(struct wm_cli *cli, struct wm_json leaves, enum wm_tone tone, const char *mark) {
    struct wm_json_iterator iterator = wm_json_iterate(leaves);
    struct wm_json leaf;
    size_t count = wm_json_count(leaves);
    for (size_t i = 0; i < MOST && wm_json_next(&iterator, NULL, &leaf); i++) {
        struct wm_text parameter = wm_result_text(leaf, "parameter");
        wm_terminal_item(cli->out, 2, tone, mark, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(leaf, "says")));
        if (parameter.length > 0)
            wm_terminal_item(cli->out, 4, WM_TONE_FAINT, "not set:", WM_TONE_PLAIN, "%.*s", WM_SHOW(parameter));
    }
    if (count > MOST)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, " ", WM_TONE_FAINT, "and %zu more", count - MOST);
}

static void show_ahead(struct wm_cli *cli, struct wm_json levels, bool several) {
    struct wm_json_iterator iterator = wm_json_iterate(levels);
    struct wm_json level;
    while (wm_json_next(&iterator, NULL, &level)) {
        struct wm_json unmet = wm_json_member(level, "unmet");
        struct wm_json unknown = wm_json_member(level, "unknown");
        bool ahead = wm_result_true(level, "next") || wm_result_true(level, "near");
        if (!ahead || (several && is_far(level)) || wm_json_count(unmet) + wm_json_count(unknown) == 0)
            continue;
        wm_terminal_blank(cli->out);
        wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "Towards %.*s",
                         WM_SHOW(wm_result_text(level, "title")));
        show_leaves(cli, unmet, WM_TONE_BAD, "✗");
        show_leaves(cli, unknown, WM_TONE_DOUBT, "?");
    }
}

void wm_show_standing(struct wm_cli *cli, struct wm_json standing) {
    struct wm_json levels = wm_json_member(standing, "levels");
    bool several = of_several(levels);
    show_tables(cli, levels, several);
    wm_show_near(cli, levels);
    show_ahead(cli, levels, several);
    wm_show_suggested_pay(cli, levels);
}
