// SPDX-License-Identifier: MIT
// A forecast as bars: levels by days, what changes on which day, months to write above them. For the terminal and for
// pictures.
#pragma once

#include "api/cli/show.h"
#include "engine/base/date.h"

struct wm_span_of_bar {
    wm_day from, until; // both included
    struct wm_text outcome;
    struct wm_json causes;
    bool until_inexact;
};

struct wm_bar {
    struct wm_text level; // "framework/level"
    bool gate;
    const struct wm_span_of_bar *spans; // by day, without a gap
    size_t count;
};

struct wm_bars_change { // of some levels together, for the same reasons
    wm_day on;
    struct wm_text outcome;      // from then on
    const char *names;           // of the levels: "early-career, mid-career"
    struct wm_json causes;       // an array of the reply
    const char *causes_in_words; // to compare with
};

struct wm_bars {
    wm_day from, to;
    const struct wm_bar *bars; // those of one framework and kind stand together
    size_t count;
    const struct wm_bars_change *changes; // by day
    size_t change_count;
    bool several; // frameworks: names have theirs before them
    bool blank;   // of some days nobody knows
};

// Everything is on the run's arena or borrowed from the forecast. WM_NO_MEMORY.
WM_MUST_USE enum wm_status wm_bars_read(struct wm_cli *cli, struct wm_json forecast, struct wm_bars *ret_bars,
                                        struct wm_error *error);
// The name of a bar: "mid-career".
struct wm_text wm_bar_name(const struct wm_bar *bar);
// Whether both stand below the same heading.
bool wm_bars_together(const struct wm_bar *bar, const struct wm_bar *other);
// "Levels of somerset-social-prescribing", on the arena; NULL when out of memory.
const char *wm_bars_heading(struct wm_cli *cli, const struct wm_bar *bar);
// What a cause says, with what the rules have to do with it: on the arena; NULL when out of memory.
const char *wm_bars_cause(struct wm_cli *cli, struct wm_json cause);
// Its sign and tone, by `now`.
const char *wm_bars_cause_mark(struct wm_json cause);
enum wm_tone wm_bars_cause_tone(struct wm_json cause);

// The first days of months from `from` to `to` that can be labelled when a label takes `least` of `room` units: steps of
// 1, 2, 3, 6 or 12 months.
struct wm_bars_months {
    wm_day next, to;
    int step;
};
struct wm_bars_months wm_bars_months(wm_day from, wm_day to, size_t room, size_t least);
// False at the end. "Mar", or "2027" for a January.
bool wm_bars_month(struct wm_bars_months *months, wm_day *ret_day, char ret_label[8]);

// The bars on the terminal, months above them, and what changes them below.
void wm_bars_show(struct wm_cli *cli, const struct wm_bars *bars);
// The same as SVG. `who` and the days stand above it.
void wm_bars_draw(struct wm_cli *cli, const struct wm_bars *bars, const char *title, struct wm_buffer *svg);
