// SPDX-License-Identifier: MIT
// A table for the terminal: columns as wide as what is in them, wrapped where the terminal is narrower; where even that
// does not help, each row becomes a few lines of "title: text".
#pragma once

#include "api/cli/terminal.h"

#define WM_TABLE_COLUMNS 16u // at most

struct wm_table_column {
    const char *title; // borrowed
    bool right;        // flush right
    bool wraps;        // may be narrowed, down to about ten columns
};

struct wm_table_cell {
    enum wm_tone tone;
    size_t indent; // of all its lines
    size_t length;
    char *text; // on the arena
};

struct wm_table {
    struct wm_arena *arena;
    struct wm_table_column columns[WM_TABLE_COLUMNS];
    size_t column_count;
    struct wm_table_cell *cells;
    size_t cell_count, cell_room;
    bool failed;
};

// Everything is on the arena. More than WM_TABLE_COLUMNS columns are left out.
void wm_table_init(struct wm_table *table, struct wm_arena *arena, const struct wm_table_column *columns, size_t count);
// The next cell, row by row. Spaces at its beginning indent all its lines.
void wm_table_cell(struct wm_table *table, enum wm_tone tone, const char *format, ...) WM_PRINTF(3, 4);
size_t wm_table_rows(const struct wm_table *table);
// With a heading, behind `indent` spaces. The last row is filled up with empty cells.
void wm_table_print(struct wm_table *table, struct wm_terminal *terminal, unsigned indent);
