// SPDX-License-Identifier: MIT
// What the questions about everybody share: asking page by page, what stands above the answer, bars, CSV.
#pragma once

#include "api/cli/show.h"
#include "api/cli/table.h"

#define WM_COHORT_SHOWN 20 // lines for people, unless --limit says otherwise

struct wm_cohort_page {
    struct wm_json result, list;
    bool first, last; // of those that are wanted
};

struct wm_cohort_kind {
    const char *method;
    // Adds what the command asks for to the parameters, which have `org` already.
    enum wm_status (*ask)(struct wm_cli *cli, struct wm_buffer *params, struct wm_error *error);
    // For people, page by page; with --csv `csv` is called instead.
    enum wm_status (*show)(struct wm_cli *cli, void *state, const struct wm_cohort_page *page, struct wm_error *error);
    void (*csv)(struct wm_cli *cli, const struct wm_cohort_page *page);
};
// Asks, with a bar of how far it has come, and hands on each page; with --json prints them as they came.
WM_MUST_USE enum wm_status wm_cohort_run(struct wm_cli *cli, const struct wm_cohort_kind *kind, void *state,
                                         struct wm_error *error);
#define WM_COHORT_OPTIONS                                                                                              \
    {.name = "as-of", .value = "DAY", .says = "Judge as of this day, YYYY-MM-DD; default: the organisation's today"},  \
        {.name = "limit", .value = "N", .says = "List at most so many; default: 20, with --csv or --json all"}, {      \
        .name = "csv", .value = NULL, .says = "Write comma-separated values, a line each"                              \
    }
#define WM_COHORT_SVG                                                                                                  \
    { .name = "svg", .value = "FILE", .says = "Write it as a picture to this file" }
#define WM_COHORT_HELP                                                                                                 \
    "Everybody of the organisation is looked at in the background, at the same moment for all pages. With --json "     \
    "each "                                                                                                            \
    "page of the daemon is printed on a line of its own, until there is none."

// "somerset-social-prescribing on 1 September 2026, 1,000 people", and what it is about above it.
void wm_cohort_head(struct wm_cli *cli, struct wm_json result, const char *about);
// How many there are of each outcome at a level, as bars.
void wm_cohort_outcomes(struct wm_cli *cli, struct wm_json level, int64_t people);
// "and 83 more", and that there are more `what` than the daemon has room for, where that is so.
void wm_cohort_rest(struct wm_cli *cli, struct wm_json result, int64_t shown, const char *what);
// A count of the answer: at least 0, and nothing that cannot be reckoned with.
int64_t wm_cohort_count(struct wm_json object, const char *key);
// So much of `of` as `part` is of `whole`.
int64_t wm_cohort_share(int64_t part, int64_t whole, int64_t of);
// A bar of at most `width` columns, in eighths; at least something when there is something. On the arena; "" when out of
// memory.
const char *wm_cohort_bar(struct wm_cli *cli, int64_t part, int64_t whole, size_t width);
// The texts of an array, with ", " between them. On the arena; NULL when out of memory.
const char *wm_cohort_join(struct wm_cli *cli, struct wm_json texts);

void wm_cohort_csv_text(struct wm_cli *cli, bool first, struct wm_text text);
void wm_cohort_csv_words(struct wm_cli *cli, const char *const *words); // a whole line; NULL ends it
void wm_cohort_csv_list(struct wm_cli *cli, struct wm_json texts);      // in one field, with spaces between them
void wm_cohort_csv_number(struct wm_cli *cli, struct wm_json object, const char *key);
