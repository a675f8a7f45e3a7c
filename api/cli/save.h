// SPDX-License-Identifier: MIT
// Writing a file that the user named.
#pragma once

#include "api/cli/cli.h"

// Whole or not at all: written beside the file, then put in its place. WM_SYSTEM.
WM_MUST_USE enum wm_status wm_save(struct wm_cli *cli, const char *path, const struct wm_buffer *bytes,
                                   struct wm_error *error);
// All of it to an open file; errno, or 0.
WM_MUST_USE int wm_save_bytes(int descriptor, const struct wm_buffer *bytes);
