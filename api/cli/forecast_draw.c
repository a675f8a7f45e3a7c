// SPDX-License-Identifier: MIT
// A forecast as SVG: the bars of the terminal, each stretch with a title for screen readers, and the changes as a list.
#include "api/cli/forecast_bars.h"

#include "api/cli/svg.h"

#include <stdio.h>
#include <string.h>

enum {
    WIDTH = 1000,
    EDGE = 24,
    NAMES = 240, // where the bars begin
    BARS = WIDTH - NAMES - EDGE,
    ROW = 28,
    BAR = 18,
    LINE = 20,
    SMALL = 12,
    MONTH = 44, // a label
    MOST_CHANGES = 60
};

struct drawing {
    struct wm_cli *cli;
    const struct wm_bars *bars;
    struct wm_buffer *svg;
    bool drawing; // false: only measuring
    int y;        // of what comes next
};

static int x_of(const struct drawing *drawing, wm_day day) {
    int64_t days = (int64_t)drawing->bars->to - drawing->bars->from + 1;
    return NAMES + (int)(((int64_t)day - drawing->bars->from) * BARS / days);
}

static void put_text(struct drawing *drawing, int x, int y, struct wm_svg_style style, const char *text) {
    drawing->svg->failed = drawing->svg->failed || text == NULL;
    if (drawing->drawing && text != NULL)
        wm_svg_text(drawing->svg, x, y, style, text, strlen(text));
}

// Wrapped; below each other.
static void put_paragraph(struct drawing *drawing, int x, struct wm_svg_style style, const char *text) {
    size_t length = text != NULL ? strlen(text) : 0;
    drawing->svg->failed = drawing->svg->failed || text == NULL;
    while (length > 0) {
        size_t fits = wm_svg_text_fit(text, length, style.size, WIDTH - EDGE - x);
        if (drawing->drawing)
            wm_svg_text(drawing->svg, x, drawing->y + LINE - 6, style, text, fits);
        drawing->y += LINE;
        text += fits;
        length -= fits;
        while (length > 0 && *text == ' ') {
            text++;
            length--;
        }
    }
}

// Bars ----------------------------------------------------------------------------------------------------------------

static void draw_months(struct drawing *drawing, int rows) {
    struct wm_bars_months months = wm_bars_months(drawing->bars->from, drawing->bars->to, BARS, MONTH);
    char label[8];
    wm_day day;
    while (drawing->drawing && wm_bars_month(&months, &day, label)) {
        int x = x_of(drawing, day);
        wm_svg_line(drawing->svg, x, drawing->y + 6, x, drawing->y + LINE + rows * ROW, true);
        if (x + MONTH <= WIDTH)
            wm_svg_text(drawing->svg, x + 4, drawing->y + LINE - 6, (struct wm_svg_style){.size = SMALL, .faint = true},
                        label, strlen(label));
    }
    drawing->y += LINE;
}

// "mid-career: eligible from 1 September 2026 to 14 March 2027".
static const char *say_span(struct drawing *drawing, const struct wm_bar *bar, const struct wm_span_of_bar *span) {
    char from[24], until[24];
    struct wm_json cause;
    wm_day_format_people(span->from, from);
    wm_day_format_people(span->until, until);
    const char *words =
        wm_arena_printf(&drawing->cli->arena, "%.*s: %s from %s to %s%s", WM_SHOW(wm_bar_name(bar)),
                        wm_show_outcome(span->outcome), from, until, span->until_inexact ? " or later" : "");
    for (struct wm_json_iterator at = wm_json_iterate(span->causes);
         words != NULL && wm_json_next(&at, NULL, &cause);) {
        const char *says = wm_bars_cause(drawing->cli, cause);
        words = says != NULL
                    ? wm_arena_printf(&drawing->cli->arena, "%s\n%s %s", words, wm_bars_cause_mark(cause), says)
                    : NULL;
    }
    return words;
}

static enum wm_svg_paint paint_of(struct wm_text outcome) {
    return wm_show_is(outcome, "eligible")       ? WM_SVG_GOOD
           : wm_show_is(outcome, "not-eligible") ? WM_SVG_BAD
                                                 : WM_SVG_DOUBT;
}

static void draw_bar(struct drawing *drawing, const struct wm_bar *bar) {
    struct wm_text name = wm_bar_name(bar);
    size_t fits = wm_svg_text_fit(name.data, name.length, 14, NAMES - EDGE - 8);
    if (drawing->drawing)
        wm_svg_text(drawing->svg, EDGE, drawing->y + ROW - 9, (struct wm_svg_style){.size = 14}, name.data, fits);
    for (size_t i = 0; drawing->drawing && i < bar->count; i++) {
        const struct wm_span_of_bar *span = &bar->spans[i];
        int x = x_of(drawing, span->from), end = x_of(drawing, span->until + 1);
        const char *title = say_span(drawing, bar, span);
        drawing->svg->failed = drawing->svg->failed || title == NULL;
        wm_svg_box(drawing->svg, (struct wm_svg_box){x, drawing->y + (ROW - BAR) / 2, end > x ? end - x : 1, BAR},
                   paint_of(span->outcome), title);
    }
    drawing->y += ROW;
}

static size_t count_together(const struct wm_bars *bars, size_t first) {
    size_t count = 1;
    while (first + count < bars->count && wm_bars_together(&bars->bars[first], &bars->bars[first + count]))
        count++;
    return count;
}

static void draw_bars(struct drawing *drawing) {
    const struct wm_bars *bars = drawing->bars;
    for (size_t first = 0; first < bars->count;) {
        size_t count = count_together(bars, first);
        const char *heading = wm_bars_heading(drawing->cli, &bars->bars[first]);
        drawing->svg->failed = drawing->svg->failed || heading == NULL;
        if (drawing->drawing && heading != NULL)
            wm_svg_group_begin(drawing->svg, heading);
        put_text(drawing, EDGE, drawing->y + LINE - 6, (struct wm_svg_style){.size = 14, .strong = true}, heading);
        drawing->y += LINE;
        draw_months(drawing, (int)count);
        for (size_t i = 0; i < count; i++)
            draw_bar(drawing, &bars->bars[first + i]);
        if (drawing->drawing && heading != NULL)
            wm_svg_group_end(drawing->svg);
        drawing->y += LINE / 2;
        first += count;
    }
}

static void draw_legend(struct drawing *drawing) {
    static const struct {
        enum wm_svg_paint paint;
        const char *says;
    } entries[] = {{WM_SVG_GOOD, "eligible"}, {WM_SVG_BAD, "not eligible"}, {WM_SVG_DOUBT, "indeterminate"}};
    int x = NAMES;
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        if (drawing->drawing)
            wm_svg_box(drawing->svg, (struct wm_svg_box){x, drawing->y + 4, 28, 14}, entries[i].paint, NULL);
        put_text(drawing, x + 36, drawing->y + 16, (struct wm_svg_style){.size = SMALL}, entries[i].says);
        x += 150;
    }
    drawing->y += ROW;
}

// Changes -------------------------------------------------------------------------------------------------------------

static void draw_change(struct drawing *drawing, const struct wm_bars_change *change) {
    struct wm_arena *arena = &drawing->cli->arena;
    struct wm_json cause;
    put_paragraph(drawing, EDGE + 16, (struct wm_svg_style){.size = 14},
                  wm_arena_printf(arena, "%s %s: %s", wm_show_mark(change->outcome), change->names,
                                  wm_show_outcome(change->outcome)));
    for (struct wm_json_iterator at = wm_json_iterate(change->causes); wm_json_next(&at, NULL, &cause);) {
        const char *says = wm_bars_cause(drawing->cli, cause);
        put_paragraph(drawing, EDGE + 40, (struct wm_svg_style){.size = 13, .faint = true},
                      says != NULL ? wm_arena_printf(arena, "%s %s", wm_bars_cause_mark(cause), says) : NULL);
    }
}

static void draw_changes(struct drawing *drawing) {
    const struct wm_bars *bars = drawing->bars;
    size_t most = bars->change_count > MOST_CHANGES ? MOST_CHANGES : bars->change_count;
    for (size_t i = 0; i < most; i++) {
        char day[24];
        wm_day_format_people(bars->changes[i].on, day);
        if (i == 0 || bars->changes[i].on != bars->changes[i - 1].on) {
            drawing->y += 8;
            put_paragraph(drawing, EDGE, (struct wm_svg_style){.size = 14, .strong = true}, day);
        }
        draw_change(drawing, &bars->changes[i]);
    }
    if (bars->change_count > most)
        put_paragraph(drawing, EDGE, (struct wm_svg_style){.size = 13, .faint = true},
                      wm_arena_printf(&drawing->cli->arena, "and %zu more changes", bars->change_count - most));
    if (bars->change_count == 0)
        put_paragraph(drawing, EDGE, (struct wm_svg_style){.size = 14}, "Nothing changes by itself.");
}

// All -----------------------------------------------------------------------------------------------------------------

static void draw(struct drawing *drawing, const char *title) {
    drawing->y = EDGE;
    put_paragraph(drawing, EDGE, (struct wm_svg_style){.size = 18, .strong = true}, title);
    put_paragraph(drawing, EDGE, (struct wm_svg_style){.size = 13, .faint = true}, "If nothing new is recorded.");
    drawing->y += LINE / 2;
    draw_bars(drawing);
    draw_legend(drawing);
    draw_changes(drawing);
    drawing->y += EDGE;
}

void wm_bars_draw(struct wm_cli *cli, const struct wm_bars *bars, const char *title, struct wm_buffer *svg) {
    struct drawing drawing = {.cli = cli, .bars = bars, .svg = svg};
    draw(&drawing, title);
    wm_svg_begin(svg, WIDTH, drawing.y, title, "If nothing new is recorded: levels and gates by day.");
    drawing.drawing = true;
    draw(&drawing, title);
    wm_svg_end(svg);
}
