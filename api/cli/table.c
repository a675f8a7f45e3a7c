// SPDX-License-Identifier: MIT
#include "api/cli/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { GAP = 2, NARROWEST = 10 };

void wm_table_init(struct wm_table *table, struct wm_arena *arena, const struct wm_table_column *columns,
                   size_t count) {
    *table = (struct wm_table){.arena = arena};
    table->column_count = count < WM_TABLE_COLUMNS ? count : WM_TABLE_COLUMNS;
    memcpy(table->columns, columns, table->column_count * sizeof columns[0]);
}

static bool make_room(struct wm_table *table) {
    if (table->failed || table->cell_count < table->cell_room)
        return !table->failed;
    size_t room = table->cell_room == 0 ? 64 : table->cell_room * 2;
    struct wm_table_cell *cells = wm_arena_zero(table->arena, room, sizeof *cells);
    if (cells == NULL) {
        table->failed = true;
        return false;
    }
    if (table->cell_count > 0)
        memcpy(cells, table->cells, table->cell_count * sizeof *cells);
    table->cells = cells;
    table->cell_room = room;
    return true;
}

void wm_table_cell(struct wm_table *table, enum wm_tone tone, const char *format, ...) {
    if (!make_room(table))
        return;
    char text[1024]; // longer cells are cut
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t have = length < 0 ? 0 : (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
    struct wm_buffer clean;
    wm_buffer_init(&clean, 4 * sizeof text);
    wm_terminal_clean(&clean, text, have);
    for (size_t i = 0; i < clean.length; i++)
        if (clean.data[i] == '\n')
            clean.data[i] = ' ';
    struct wm_table_cell cell = {.tone = tone, .length = clean.length};
    cell.text = wm_arena_dup_n(table->arena, clean.data != NULL ? clean.data : "", clean.length);
    table->failed = table->failed || clean.failed || cell.text == NULL;
    wm_buffer_clear(&clean);
    table->cells[table->cell_count++] = cell;
}

size_t wm_table_rows(const struct wm_table *table) {
    return (table->cell_count + table->column_count - 1) / table->column_count;
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static void natural_widths(const struct wm_table *table, size_t *widths) {
    for (size_t c = 0; c < table->column_count; c++)
        widths[c] = wm_terminal_width(table->columns[c].title, strlen(table->columns[c].title));
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t c = i % table->column_count;
        widths[c] = larger(widths[c], wm_terminal_width(table->cells[i].text, table->cells[i].length));
    }
}

// Takes from the widest column that may wrap until the row fits or nothing more can be taken.
static void narrow(const struct wm_table *table, size_t *widths, size_t columns) {
    size_t sum = GAP * (table->column_count - 1);
    for (size_t c = 0; c < table->column_count; c++)
        sum += widths[c];
    for (; sum > columns; sum--) {
        size_t widest = table->column_count;
        for (size_t c = 0; c < table->column_count; c++)
            if (table->columns[c].wraps && widths[c] > NARROWEST &&
                (widest == table->column_count || widths[c] > widths[widest]))
                widest = c;
        if (widest == table->column_count)
            return;
        widths[widest]--;
    }
}

static void spaces(struct wm_terminal *terminal, size_t count) {
    for (size_t i = 0; i < count; i++)
        wm_buffer_byte(&terminal->text, ' ');
}

// Prints one line of each cell and moves the cells on; true when something is left for another line.
static bool print_line(const struct wm_table *table, struct wm_terminal *terminal, unsigned indent,
                       const size_t *widths, struct wm_table_cell *row) {
    bool more = false;
    size_t owed = indent; // spaces that come before the next text, so that no line ends in spaces
    for (size_t c = 0; c < table->column_count; c++) {
        struct wm_table_cell *cell = &row[c];
        size_t fits = wm_terminal_fit(cell->text, cell->length, widths[c]);
        size_t width = wm_terminal_width(cell->text, fits);
        size_t padding = widths[c] > width ? widths[c] - width : 0;
        if (fits > 0) {
            spaces(terminal, owed + (table->columns[c].right ? padding : 0));
            wm_terminal_begin(terminal, cell->tone);
            wm_buffer_add(&terminal->text, cell->text, fits);
            wm_terminal_end(terminal, cell->tone);
            owed = GAP + (table->columns[c].right ? 0 : padding);
        } else {
            owed += GAP + padding;
        }
        cell->text += fits;
        cell->length -= fits;
        while (cell->length > 0 && *cell->text == ' ') {
            cell->text++;
            cell->length--;
        }
        more = more || cell->length > 0;
    }
    wm_buffer_byte(&terminal->text, '\n');
    return more;
}

static void print_row(const struct wm_table *table, struct wm_terminal *terminal, unsigned indent, const size_t *widths,
                      struct wm_table_cell *row) {
    while (print_line(table, terminal, indent, widths, row))
        ;
}

void wm_table_print(struct wm_table *table, struct wm_terminal *terminal, unsigned indent) {
    if (table->failed) {
        terminal->text.failed = true;
        return;
    }
    size_t widths[WM_TABLE_COLUMNS];
    natural_widths(table, widths);
    narrow(table, widths, terminal->columns > indent ? terminal->columns - indent : 1);
    static char empty[] = "";
    struct wm_table_cell row[WM_TABLE_COLUMNS];
    bool headed = false;
    for (size_t c = 0; c < table->column_count; c++) {
        size_t length = strlen(table->columns[c].title);
        char *title = length > 0 ? wm_arena_dup_n(table->arena, table->columns[c].title, length) : empty;
        row[c] = (struct wm_table_cell){.tone = WM_TONE_STRONG, .text = title, .length = length};
        headed = headed || length > 0;
        terminal->text.failed = terminal->text.failed || title == NULL;
    }
    if (headed && !terminal->text.failed)
        print_row(table, terminal, indent, widths, row);
    for (size_t start = 0; start < table->cell_count && !terminal->text.failed; start += table->column_count) {
        for (size_t c = 0; c < table->column_count; c++)
            row[c] = start + c < table->cell_count ? table->cells[start + c]
                                                   : (struct wm_table_cell){.text = empty, .length = 0};
        print_row(table, terminal, indent, widths, row);
    }
}
