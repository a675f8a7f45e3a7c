// SPDX-License-Identifier: MIT
// What rules.preview found, for people.
#pragma once

#include "api/cli/progress.h"
#include "api/cli/table.h"

struct wm_cli;

struct wm_preview_shown {
    struct wm_table moves; // of those who are listed
    int64_t listed, all;
};
// Who would move: in all, by level, by cause. Begins the table.
void wm_preview_show_summary(struct wm_cli *cli, struct wm_json preview, struct wm_preview_shown *shown);
void wm_preview_add_moves(struct wm_preview_shown *shown, struct wm_json preview);
void wm_preview_show_moves(struct wm_cli *cli, struct wm_preview_shown *shown);
