// SPDX-License-Identifier: MIT
// A picture as a file of SVG: boxes, lines, texts. It stands by itself: no script, nothing fetched, fonts by their
// generic family, a dark look where the reader's system has one. States differ by pattern as well as by colour.
//
// Everything is appended to a wm_buffer (look at its `failed` once, at the end). Lengths are pixels from the upper left.
// Texts from outside are escaped, control characters become `?`.
#pragma once

#include "engine/base/buffer.h"

enum wm_svg_paint {
    WM_SVG_GOOD,   // solid green
    WM_SVG_BAD,    // red, hatched
    WM_SVG_DOUBT,  // amber, dotted
    WM_SVG_ACCENT, // solid blue: bars, what is held
    WM_SVG_PANEL,  // a little darker than the paper
    WM_SVG_EMPTY   // an outline only
};
enum wm_svg_align { WM_SVG_START, WM_SVG_MIDDLE, WM_SVG_END };

struct wm_svg_box {
    int x, y, width, height;
};
struct wm_svg_style {
    int size; // of the letters; 0 = 14
    enum wm_svg_align align;
    bool strong, faint;
};

// `title` is what a screen reader says first, `description` what it says then (may be NULL).
void wm_svg_begin(struct wm_buffer *svg, int width, int height, const char *title, const char *description);
void wm_svg_end(struct wm_buffer *svg);
// What belongs together, with a title for screen readers; groups may stand inside each other.
void wm_svg_group_begin(struct wm_buffer *svg, const char *title);
void wm_svg_group_end(struct wm_buffer *svg);
// With a title of its own for screen readers and the pointer; NULL: it only adorns.
void wm_svg_box(struct wm_buffer *svg, struct wm_svg_box box, enum wm_svg_paint paint, const char *title);
// A faint line, dashed on request.
void wm_svg_line(struct wm_buffer *svg, int from_x, int from_y, int to_x, int to_y, bool dashed);
// `y` is the line that the letters stand on.
void wm_svg_text(struct wm_buffer *svg, int x, int y, struct wm_svg_style style, const char *text, size_t length);
// About how wide the text will be drawn; never much less than it is.
int wm_svg_text_width(const char *text, size_t length, int size);
// How many bytes of `text` fit into `width` pixels, whole words where it can be (as wm_terminal_fit).
size_t wm_svg_text_fit(const char *text, size_t length, int size, int width);
// For what is written by hand into the same buffer.
void wm_svg_escape(struct wm_buffer *svg, const char *text, size_t length);
