// SPDX-License-Identifier: MIT
// Lines one after the other, of any number, each of at most `longest` bytes; however long the input is, memory is bounded.
#pragma once

#include "api/cli/cli.h"

struct wm_lines {
    int descriptor;
    bool close; // it was opened here
    size_t longest;
    struct wm_buffer held; // read and not yet handed out
    size_t at;             // what of it was handed out
    bool ended;
    int64_t number; // of the line last handed out, from 1
    int64_t bytes;  // handed out so far
    int64_t size;   // of the file, 0 = not known
};
struct wm_line {
    struct wm_text text; // without its end; WM_JSON_PADDING readable bytes behind; lives until the next one
    bool too_long;       // longer than `longest`: text is its beginning
};
WM_MUST_USE enum wm_status wm_lines_open(const struct wm_cli *cli, const char *path, size_t longest,
                                         struct wm_lines *ret_lines, struct wm_error *error);
// `ret_more` false at the end.
WM_MUST_USE enum wm_status wm_lines_next(struct wm_lines *lines, struct wm_line *ret_line, bool *ret_more,
                                         struct wm_error *error);
void wm_lines_close(struct wm_lines *lines); // accepts a zeroed one
