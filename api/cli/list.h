// SPDX-License-Identifier: MIT
// Lists that the daemon gives page by page, as one table.
#pragma once

#include "api/cli/ask.h"
#include "api/cli/table.h"

struct wm_list {
    const char *method; // "record.list"
    const char *member; // "records"
    bool numbered;      // its cursor is a number, else a text
    const char *cursor; // the option and parameter that say where to begin; NULL: "after"
    const char *none;   // what is said when there is nothing
    const struct wm_table_column *columns;
    size_t column_count;
    // Adds what the command asks for to the parameters, which have `org` already; may be NULL.
    enum wm_status (*ask)(struct wm_cli *cli, struct wm_buffer *params, struct wm_error *error);
    // Adds the cells of one element.
    void (*row)(struct wm_cli *cli, struct wm_table *table, struct wm_json element);
};
// The options of each such command: put them into its table, and WM_LIST_HELP into its details.
#define WM_LIST_OPTIONS                                                                                                \
    {.name = "after", .value = "CURSOR", .says = "Begin after this one"}, {                                            \
        .name = "limit", .value = "N", .says = "Show at most so many; default: all"                                    \
    }
#define WM_LIST_HELP "With --json each page of the daemon is printed on a line of its own, until there is none."

WM_MUST_USE enum wm_status wm_list_run(struct wm_cli *cli, const struct wm_list *list, struct wm_error *error);
