// SPDX-License-Identifier: MIT
// What the command line writes on: colour, width, wrapping. Text is composed in a buffer and written at once.
//
// Everything put here is text from somewhere: control characters and direction overrides in it become `?`, so that
// nobody's name can move the cursor. Colour is for terminals, and for others with CLICOLOR_FORCE; never with NO_COLOR.
#pragma once

#include "engine/base/buffer.h"
#include "engine/base/json.h"

enum wm_tone { WM_TONE_PLAIN, WM_TONE_GOOD, WM_TONE_BAD, WM_TONE_DOUBT, WM_TONE_STRONG, WM_TONE_FAINT };

#define WM_TERMINAL_COLUMNS 80u // when nobody says otherwise

struct wm_terminal {
    struct wm_buffer text; // composed and not yet written
    int descriptor;        // -1: a test reads `text`
    unsigned columns;      // where lines wrap
    bool colour;
    bool live; // a terminal that a progress bar may draw on
};

// Asks the system: is it a terminal, how wide (COLUMNS, then the terminal itself, then WM_TERMINAL_COLUMNS), CLICOLOR_FORCE,
// NO_COLOR.
void wm_terminal_init(struct wm_terminal *terminal, int descriptor);
void wm_terminal_clear(struct wm_terminal *terminal); // frees; writes nothing
// Writes what was composed. WM_NO_MEMORY when composing failed, WM_SYSTEM when writing did (a reader that went away is
// no error: what it did not want is dropped).
WM_MUST_USE enum wm_status wm_terminal_flush(struct wm_terminal *terminal, struct wm_error *error);

// Appends to the present line, without wrapping. '\n' is kept.
void wm_terminal_put(struct wm_terminal *terminal, enum wm_tone tone, const char *format, ...) WM_PRINTF(3, 4);
// Bytes exactly as they are: JSON of the daemon.
void wm_terminal_raw(struct wm_terminal *terminal, const char *bytes, size_t length);
// Lines, wrapped at spaces; '\n' in the text begins a new one: for texts of our own.
void wm_terminal_line(struct wm_terminal *terminal, enum wm_tone tone, const char *format, ...) WM_PRINTF(3, 4);
// One paragraph behind `indent` spaces and a mark (may be empty); further lines stand below the text. '\n' in it is a
// space.
//       ✗ Fire safety training completed
//         and in date
void wm_terminal_item(struct wm_terminal *terminal, unsigned indent, enum wm_tone mark_tone, const char *mark,
                      enum wm_tone tone, const char *format, ...) WM_PRINTF(6, 7);
void wm_terminal_blank(struct wm_terminal *terminal); // an empty line

// Columns that UTF-8 text takes: nothing for combining characters, two for wide ones.
size_t wm_terminal_width(const char *text, size_t length);
// How many bytes of `text` fit into `columns`: whole words where it can be (the spaces behind them not counted), else up
// to a hyphen or slash, at least one character. `text` has no '\n'.
size_t wm_terminal_fit(const char *text, size_t length, size_t columns);
// Appends text with what could harm replaced.
void wm_terminal_clean(struct wm_buffer *buffer, const char *text, size_t length);
// Begins and ends a tone, when there is colour.
void wm_terminal_begin(struct wm_terminal *terminal, enum wm_tone tone);
void wm_terminal_end(struct wm_terminal *terminal, enum wm_tone tone);

// For "%.*s".
#define WM_SHOW(text_of) (int)(text_of).length, (text_of).data
