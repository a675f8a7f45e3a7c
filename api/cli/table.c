// SPDX-License-Identifier: MIT
#include "api/cli/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { GAP = 2, NARROWEST = 10, SAMPLE = 200 };

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
    const char *kept = clean.data != NULL ? clean.data : "";
    size_t indent = strspn(kept, " ");
    struct wm_table_cell cell = {.tone = tone, .indent = indent, .length = clean.length - indent};
    cell.text = wm_arena_dup_n(table->arena, kept + indent, cell.length);
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
        const struct wm_table_cell *cell = &table->cells[i];
        size_t c = i % table->column_count;
        widths[c] = larger(widths[c], cell->indent + wm_terminal_width(cell->text, cell->length));
    }
}

// The longest part of a cell between characters of `ends`.
static size_t longest_part(const struct wm_table_cell *cell, const char *ends) {
    size_t longest = 0;
    for (size_t i = 0; i < cell->length;) {
        size_t part = strcspn(cell->text + i, ends);
        part += part < cell->length - i && cell->text[i + part] != ' ';
        part = part < cell->length - i ? part : cell->length - i;
        longest = larger(longest, wm_terminal_width(cell->text + i, part));
        i += part;
        i += strspn(cell->text + i, " ");
    }
    return cell->indent + longest;
}

static size_t sum_of(const struct wm_table *table, const size_t *widths) {
    size_t sum = GAP * (table->column_count - 1);
    for (size_t c = 0; c < table->column_count; c++)
        sum += widths[c];
    return sum;
}

// Takes from the widest column that may wrap until the row fits or no column is wider than its least.
static void narrow(const struct wm_table *table, size_t *widths, const size_t *least, size_t columns) {
    for (size_t sum = sum_of(table, widths); sum > columns; sum--) {
        size_t widest = table->column_count;
        for (size_t c = 0; c < table->column_count; c++)
            if (table->columns[c].wraps && widths[c] > least[c] &&
                (widest == table->column_count || widths[c] > widths[widest]))
                widest = c;
        if (widest == table->column_count)
            return;
        widths[widest]--;
    }
}

// Lines that the first rows take.
static size_t height_of(const struct wm_table *table, const size_t *widths) {
    size_t height = 0;
    size_t tallest = 0;
    for (size_t i = 0; i < table->cell_count && i < SAMPLE * table->column_count; i++) {
        const struct wm_table_cell *cell = &table->cells[i];
        size_t c = i % table->column_count;
        size_t room = widths[c] > cell->indent ? widths[c] - cell->indent : 1;
        size_t lines = 0;
        for (size_t at = 0; at < cell->length; lines++) {
            at += wm_terminal_fit(cell->text + at, cell->length - at, room);
            at += strspn(cell->text + at, " ");
        }
        tallest = larger(c > 0 ? tallest : 0, lines);
        height += c + 1 == table->column_count ? tallest : 0;
    }
    return height;
}

// Wraps between words, or also behind hyphens and slashes: whichever takes fewer lines. False: neither fits.
static bool choose_widths(const struct wm_table *table, size_t *widths, size_t columns) {
    static const char *const ends[] = {" ", " -/"};
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t tried[WM_TABLE_COLUMNS];
        size_t least[WM_TABLE_COLUMNS];
        for (size_t c = 0; c < table->column_count; c++)
            least[c] = NARROWEST;
        for (size_t k = 0; k < table->cell_count; k++) {
            size_t c = k % table->column_count;
            least[c] = larger(least[c], longest_part(&table->cells[k], ends[i]));
        }
        natural_widths(table, tried);
        narrow(table, tried, least, columns);
        if (sum_of(table, tried) > columns || height_of(table, tried) >= best)
            continue;
        best = height_of(table, tried);
        memcpy(widths, tried, sizeof tried);
    }
    return best != SIZE_MAX;
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
        size_t room = widths[c] > cell->indent ? widths[c] - cell->indent : 1;
        size_t fits = wm_terminal_fit(cell->text, cell->length, room);
        size_t width = wm_terminal_width(cell->text, fits) + (fits > 0 ? cell->indent : 0);
        size_t padding = widths[c] > width ? widths[c] - width : 0;
        if (fits > 0) {
            spaces(terminal, owed + cell->indent + (table->columns[c].right ? padding : 0));
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

// The heading as a row; false when every title is empty.
static bool heading(const struct wm_table *table, struct wm_terminal *terminal, struct wm_table_cell *row) {
    bool headed = false;
    for (size_t c = 0; c < table->column_count; c++) {
        size_t length = strlen(table->columns[c].title);
        char *title = wm_arena_dup_n(table->arena, table->columns[c].title, length);
        row[c] = (struct wm_table_cell){.tone = WM_TONE_STRONG, .text = title, .length = length};
        headed = headed || length > 0;
        terminal->text.failed = terminal->text.failed || title == NULL;
    }
    return headed;
}

// A row as lines of "title: text"; a first cell without a title, a sign, stands before them.
static void print_stacked(const struct wm_table *table, struct wm_terminal *terminal, unsigned indent,
                          const struct wm_table_cell *row, size_t count) {
    size_t widest = 0;
    for (size_t c = 0; c < table->column_count; c++)
        widest = larger(widest, strlen(table->columns[c].title));
    bool signs = table->columns[0].title[0] == '\0';
    size_t skip = signs ? wm_terminal_width(row[0].text, row[0].length) + 1 : 0;
    for (size_t c = signs ? 1 : 0, lines = 0; c < count; c++) {
        if (row[c].length == 0)
            continue;
        bool sign = signs && lines++ == 0;
        char mark[128];
        snprintf(mark, sizeof mark, "%.*s%*s%-*s", sign ? (int)row[0].length : 0, row[0].text, (int)(sign ? 1 : skip),
                 "", (int)widest, table->columns[c].title);
        wm_terminal_item(terminal, indent, sign ? row[0].tone : WM_TONE_FAINT, mark, row[c].tone, "%.*s",
                         (int)row[c].length, row[c].text);
    }
}

void wm_table_print(struct wm_table *table, struct wm_terminal *terminal, unsigned indent) {
    if (table->failed) {
        terminal->text.failed = true;
        return;
    }
    if (table->column_count == 0)
        return;
    size_t widths[WM_TABLE_COLUMNS];
    static char empty[] = "";
    struct wm_table_cell row[WM_TABLE_COLUMNS] = {{.text = empty}};
    bool fits = choose_widths(table, widths, terminal->columns > indent ? terminal->columns - indent : 1);
    if (fits && heading(table, terminal, row) && !terminal->text.failed)
        print_row(table, terminal, indent, widths, row);
    for (size_t start = 0; start < table->cell_count && !terminal->text.failed; start += table->column_count) {
        size_t count =
            table->cell_count - start < table->column_count ? table->cell_count - start : table->column_count;
        for (size_t c = 0; c < table->column_count; c++)
            row[c] = c < count ? table->cells[start + c] : (struct wm_table_cell){.text = empty, .length = 0};
        if (!fits && start > 0)
            wm_terminal_blank(terminal);
        if (fits)
            print_row(table, terminal, indent, widths, row);
        else
            print_stacked(table, terminal, indent, row, count);
    }
}
