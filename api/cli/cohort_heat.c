// SPDX-License-Identifier: MIT
// A heat map on the terminal: as many columns side by side as there is room for, the others below.
#include "api/cli/cohort_heat.h"

#include <stdio.h>
#include <string.h>

enum { INDENT = 2, NAME_MOST = 24, NAME_LEAST = 6 };

static const struct {
    const char *sign, *of_levels, *of_competencies;
    enum wm_tone tone;
} states[] = {
    [WM_HEAT_NOTHING] = {"·", "not eligible", "neither assessed nor signed off", WM_TONE_FAINT},
    [WM_HEAT_GOOD] = {"✓", "eligible", "signed off; a number: the score of the latest assessment", WM_TONE_GOOD},
    [WM_HEAT_LAPSING] = {"▼", "eligible, not for more than 90 days", "the same, not for more than 90 days",
                         WM_TONE_DOUBT},
    [WM_HEAT_HELD] = {"●", "awarded, and eligible", "", WM_TONE_GOOD},
    [WM_HEAT_HELD_ONLY] = {"◐", "awarded, the criteria do not hold now", "", WM_TONE_BAD},
    [WM_HEAT_DOUBT] = {"?", "cannot be judged", "", WM_TONE_DOUBT},
};

const char *wm_heat_sign(enum wm_heat_state state) {
    return states[state].sign;
}

const char *wm_heat_says(enum wm_heat_state state, bool competencies) {
    return competencies ? states[state].of_competencies : states[state].of_levels;
}

static size_t width_of(const char *text) {
    return wm_terminal_width(text, strlen(text));
}

static void put_padded(struct wm_terminal *out, enum wm_tone tone, const char *text, size_t width, bool right) {
    size_t takes = width_of(text), space = takes < width ? width - takes : 0;
    if (right)
        wm_terminal_put(out, WM_TONE_PLAIN, "%*s", (int)space, "");
    wm_terminal_put(out, tone, "%s", text);
    if (!right)
        wm_terminal_put(out, WM_TONE_PLAIN, "%*s", (int)space, "");
}

static size_t cell_width(const struct wm_heat *heat) {
    size_t widest = heat->column_count > 99 ? 3 : heat->column_count > 9 ? 2 : 1;
    for (size_t i = 0; i < heat->row_count; i++) {
        for (size_t k = 0; k < heat->column_count; k++) {
            size_t width = width_of(heat->rows[i].cells[k].text);
            widest = width > widest ? width : widest;
        }
    }
    return widest + 2;
}

static size_t name_width(const struct wm_heat *heat) {
    size_t widest = NAME_LEAST;
    for (size_t i = 0; i < heat->row_count; i++) {
        size_t width = width_of(heat->rows[i].person);
        widest = width > widest ? width : widest;
    }
    return widest > NAME_MOST ? NAME_MOST : widest;
}

// A long id is cut, so that the columns stay where they are.
static void put_name(struct wm_terminal *out, const char *person, size_t width) {
    char shown[4 * NAME_MOST + 4];
    size_t length = strlen(person);
    if (width_of(person) > width) {
        length = wm_terminal_fit(person, length, width - 1);
        snprintf(shown, sizeof shown, "%.*s…", (int)(length < 4 * NAME_MOST ? length : 4 * NAME_MOST), person);
        person = shown;
    }
    put_padded(out, WM_TONE_PLAIN, person, width, false);
}

static void show_block(struct wm_cli *cli, const struct wm_heat *heat, size_t from, size_t until, size_t names,
                       size_t cells) {
    struct wm_terminal *out = cli->out;
    wm_terminal_blank(out);
    wm_terminal_put(out, WM_TONE_PLAIN, "%*s", INDENT, "");
    put_padded(out, WM_TONE_STRONG, "person", names, false);
    for (size_t k = from; k < until; k++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", k + 1);
        put_padded(out, WM_TONE_STRONG, number, cells, true);
    }
    wm_terminal_put(out, WM_TONE_PLAIN, "\n");
    for (size_t i = 0; i < heat->row_count; i++) {
        wm_terminal_put(out, WM_TONE_PLAIN, "%*s", INDENT, "");
        put_name(out, heat->rows[i].person, names);
        for (size_t k = from; k < until; k++) {
            const struct wm_heat_cell *cell = &heat->rows[i].cells[k];
            put_padded(out, states[cell->state].tone, cell->text, cells, true);
        }
        wm_terminal_put(out, WM_TONE_PLAIN, "\n");
    }
}

static void show_legend(struct wm_cli *cli, const struct wm_heat *heat) {
    wm_terminal_blank(cli->out);
    for (int state = WM_HEAT_NOTHING; state < WM_HEAT_STATES; state++) {
        if (heat->seen[state])
            wm_terminal_item(cli->out, INDENT, states[state].tone, states[state].sign, WM_TONE_FAINT, "%s",
                             wm_heat_says((enum wm_heat_state)state, heat->competencies));
    }
}

static void show_columns(struct wm_cli *cli, const struct wm_heat *heat) {
    struct wm_table_column columns[] = {{.title = "", .right = true},
                                        {.title = heat->competencies ? "competency" : "level", .wraps = true},
                                        {.title = "of everybody", .wraps = true}};
    struct wm_table table;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    for (size_t k = 0; k < heat->column_count; k++) {
        wm_table_cell(&table, WM_TONE_STRONG, "%zu", k + 1);
        wm_table_cell(&table, WM_TONE_PLAIN, "%s (%s)", heat->columns[k].title, heat->columns[k].name);
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", heat->columns[k].counts);
    }
    wm_terminal_blank(cli->out);
    wm_table_print(&table, cli->out, INDENT);
}

void wm_heat_show(struct wm_cli *cli, const struct wm_heat *heat) {
    size_t names = name_width(heat), cells = cell_width(heat);
    size_t room = cli->out->columns > INDENT + names + cells ? cli->out->columns - INDENT - names : cells;
    size_t beside = room / cells;
    show_columns(cli, heat);
    for (size_t from = 0; from < heat->column_count && heat->row_count > 0; from += beside) {
        size_t until = heat->column_count - from < beside ? heat->column_count : from + beside;
        show_block(cli, heat, from, until, names, cells);
    }
    if (heat->row_count > 0 && heat->column_count > 0)
        show_legend(cli, heat);
}
