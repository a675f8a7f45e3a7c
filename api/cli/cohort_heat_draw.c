// SPDX-License-Identifier: MIT
// A heat map as SVG: a box a cell, with its sign or score in it and a title for screen readers and the pointer.
#include "api/cli/cohort_heat.h"

#include "api/cli/svg.h"

#include <stdio.h>
#include <string.h>

enum { EDGE = 24, NAMES = 170, CELL = 34, ROW = 26, BOX = 20, LINE = 20, TOP = 62, SMALL = 12, WIDEST = 20000 };

// Letters are for light boxes; the dark ones speak for themselves.
static enum wm_svg_paint paint_of(enum wm_heat_state state, const char *text) {
    static const enum wm_svg_paint paints[] = {
        [WM_HEAT_NOTHING] = WM_SVG_EMPTY, [WM_HEAT_GOOD] = WM_SVG_GOOD,     [WM_HEAT_LAPSING] = WM_SVG_DOUBT,
        [WM_HEAT_HELD] = WM_SVG_ACCENT,   [WM_HEAT_HELD_ONLY] = WM_SVG_BAD, [WM_HEAT_DOUBT] = WM_SVG_PANEL,
    };
    bool score = strcmp(text, wm_heat_sign(state)) != 0;
    return state == WM_HEAT_GOOD && score ? WM_SVG_PANEL : paints[state];
}

static void draw_cell(struct wm_buffer *svg, int x, int y, enum wm_heat_state state, const char *text,
                      const char *title) {
    enum wm_svg_paint paint = paint_of(state, text);
    wm_svg_box(svg, (struct wm_svg_box){x - BOX / 2 - 4, y, BOX + 8, BOX}, paint, title);
    if (paint != WM_SVG_GOOD && paint != WM_SVG_ACCENT)
        wm_svg_text(svg, x, y + 15, (struct wm_svg_style){.size = SMALL, .align = WM_SVG_MIDDLE}, text, strlen(text));
}

static int x_of(size_t column) {
    return EDGE + NAMES + (int)column * CELL;
}

static void draw_row(const struct wm_heat *heat, struct wm_buffer *svg, const struct wm_heat_row *row, int y) {
    size_t length = strlen(row->person);
    wm_svg_group_begin(svg, row->person);
    wm_svg_text(svg, EDGE, y + 15, (struct wm_svg_style){.size = SMALL}, row->person,
                wm_svg_text_fit(row->person, length, SMALL, NAMES - 8));
    for (size_t k = 0; k < heat->column_count; k++) {
        const struct wm_heat_cell *cell = &row->cells[k];
        char title[400];
        snprintf(title, sizeof title, "%.80s: %s%s%.200s", heat->columns[k].title, heat->competencies ? cell->text : "",
                 heat->competencies ? ", " : "", wm_heat_says((enum wm_heat_state)cell->state, heat->competencies));
        draw_cell(svg, x_of(k) + CELL / 2, y, (enum wm_heat_state)cell->state, cell->text, title);
    }
    wm_svg_group_end(svg);
}

static void draw_list(const struct wm_heat *heat, struct wm_buffer *svg, int y) {
    const struct wm_svg_style plain = {.size = SMALL}, faint = {.size = SMALL, .faint = true};
    char line[600];
    for (int state = WM_HEAT_NOTHING; state < WM_HEAT_STATES; state++) {
        if (!heat->seen[state])
            continue;
        const char *says = wm_heat_says((enum wm_heat_state)state, heat->competencies);
        draw_cell(svg, EDGE + BOX / 2 + 4, y, (enum wm_heat_state)state, wm_heat_sign((enum wm_heat_state)state), NULL);
        wm_svg_text(svg, EDGE + BOX + 18, y + 15, faint, says, strlen(says));
        y += ROW;
    }
    y += LINE / 2;
    for (size_t k = 0; k < heat->column_count; k++, y += LINE) {
        snprintf(line, sizeof line, "%zu  %.200s (%.130s): %.200s", k + 1, heat->columns[k].title,
                 heat->columns[k].name, heat->columns[k].counts);
        wm_svg_text(svg, EDGE, y + 14, plain, line, strlen(line));
    }
}

void wm_heat_draw(const struct wm_heat *heat, struct wm_buffer *svg) {
    int grid = x_of(heat->column_count) + EDGE, width = grid < 760 ? 760 : grid > WIDEST ? WIDEST : grid;
    int rows = (int)heat->row_count * ROW, y = TOP + LINE;
    int height = y + rows + WM_HEAT_STATES * ROW + ((int)heat->column_count + 2) * LINE + EDGE;
    wm_svg_begin(svg, width, height, heat->about, "A row a person; the columns are listed below.");
    wm_svg_text(svg, EDGE, 34, (struct wm_svg_style){.size = 18, .strong = true}, heat->about, strlen(heat->about));
    for (size_t k = 0; k < heat->column_count; k++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", k + 1);
        wm_svg_text(svg, x_of(k) + CELL / 2, TOP + 8,
                    (struct wm_svg_style){.size = SMALL, .align = WM_SVG_MIDDLE, .strong = true}, number,
                    strlen(number));
    }
    for (size_t i = 0; i < heat->row_count; i++, y += ROW)
        draw_row(heat, svg, &heat->rows[i], y);
    draw_list(heat, svg, y + LINE);
    wm_svg_end(svg);
}
