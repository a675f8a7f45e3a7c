// SPDX-License-Identifier: MIT
// A progress bar: on a terminal only, redrawn at most ten times a second.
//
//     import  ████████████████░░░░░░░░  67 %   8,012 lines   21,400/s
#pragma once

#include "api/cli/terminal.h"

struct wm_progress {
    struct wm_terminal *terminal; // borrowed; nothing is drawn unless it is live
    const char *what;             // "import", borrowed
    const char *unit;             // "lines", borrowed
    int64_t started, drawn;       // milliseconds of the steady clock
    bool shown;
};

void wm_progress_init(struct wm_progress *progress, struct wm_terminal *terminal, const char *what, const char *unit);
// `done` of `total` (0 = not known) by whatever measure, and `count` units so far.
void wm_progress_draw(struct wm_progress *progress, int64_t done, int64_t total, int64_t count, bool last);
// Removes the bar from the line, so that something else can be written there.
void wm_progress_wipe(struct wm_progress *progress);
int64_t wm_progress_elapsed(const struct wm_progress *progress); // milliseconds since init

// "12,345"; the text lives until the third next call of the thread.
const char *wm_progress_number(int64_t number);
