// SPDX-License-Identifier: MIT
// A matrix of people as a heat map: what each cell says and which tone it has, for the terminal and for pictures.
#pragma once

#include "api/cli/cohort.h"

enum wm_heat_state {   // the sign of each says the same as its colour
    WM_HEAT_NOTHING,   // not eligible; or nothing shows the competency
    WM_HEAT_GOOD,      // eligible; assessed or signed off
    WM_HEAT_LAPSING,   // the same, and not for long
    WM_HEAT_HELD,      // awarded, and eligible
    WM_HEAT_HELD_ONLY, // awarded, though the criteria do not hold
    WM_HEAT_DOUBT,     // cannot be judged
    WM_HEAT_STATES
};

struct wm_heat_cell {
    uint8_t state;
    char text[16]; // a score, or the sign of its state
};

struct wm_heat_column {
    const char *name, *title; // "mid-career", "Mid career"
    const char *counts;       // "590 eligible, 40 of them lapsing; 312 held"
};

struct wm_heat_row {
    const char *person;
    const struct wm_heat_cell *cells;
};

struct wm_heat { // everything is on the run's arena
    struct wm_heat_column *columns;
    size_t column_count;
    struct wm_heat_row *rows;
    size_t row_count, row_room;
    bool competencies;
    bool seen[WM_HEAT_STATES];
    const char *about;
};

// "✓", and what it means; of competencies or levels.
const char *wm_heat_sign(enum wm_heat_state state);
const char *wm_heat_says(enum wm_heat_state state, bool competencies);

void wm_heat_show(struct wm_cli *cli, const struct wm_heat *heat);
void wm_heat_draw(const struct wm_heat *heat, struct wm_buffer *svg);
