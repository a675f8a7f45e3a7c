// SPDX-License-Identifier: MIT
// The command line of waymarkd.
#pragma once

#include "engine/base/error.h"

#include <stdbool.h>
#include <stdint.h>

#define WM_ARGUMENTS_CONFIG "/etc/waymark/waymark.yaml" // when --config is not given

enum wm_arguments_task { WM_TASK_SERVE, WM_TASK_CHECK, WM_TASK_HELP, WM_TASK_VERSION };

struct wm_arguments {
    enum wm_arguments_task task;
    const char *config; // a path
    bool has_clock;
    int64_t clock; // instant
};

// WM_PARAMS with reason `unknown-option`, `missing-value`, `unexpected` or `wrong-type`.
WM_MUST_USE enum wm_status wm_arguments_parse(int count, char *const *texts, struct wm_arguments *ret_arguments,
                                              struct wm_error *error);
const char *wm_arguments_help(void);
