// SPDX-License-Identifier: MIT
// One line of an import: which method it is for, and its parameters.
#pragma once

#include "api/cli/lines.h"

// A line with its request around it must fit into the daemon's limits.message, 1 MiB by default.
#define WM_IMPORT_LONGEST (((size_t)1 << 20) - 512)

struct wm_import_line {
    const char *method;  // "person.put" or "record.add"
    int64_t records;     // how many it carries
    int64_t without_key; // how many of them could be recorded twice
};
// Fills `params` (emptied first) with the line, and with the organisation asked for where the line names none.
// WM_PARAMS, WM_PARSE, WM_LIMIT, WM_REQUEST: the line cannot be sent. WM_NO_MEMORY.
WM_MUST_USE enum wm_status wm_import_line_read(const struct wm_cli *cli, struct wm_json_reader *reader,
                                               struct wm_line line, struct wm_buffer *params,
                                               struct wm_import_line *ret_line, struct wm_error *error);
