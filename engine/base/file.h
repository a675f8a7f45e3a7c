// SPDX-License-Identifier: MIT
// Reading files and folders carefully: regular files only, no links out, bounded.
#pragma once

#include "engine/base/buffer.h"

// Reads a regular file of at most `maximum` bytes. `folder` must be an open folder descriptor; `name` is relative
// to it and has no `..`; links are not followed. WM_NOT_FOUND, WM_LIMIT ("file-too-large"), WM_SYSTEM.
WM_MUST_USE enum wm_status wm_file_read_at(int folder, const char *name, size_t maximum, struct wm_buffer *ret_bytes,
                                           struct wm_error *error);
WM_MUST_USE enum wm_status wm_file_read(const char *path, size_t maximum, struct wm_buffer *ret_bytes,
                                        struct wm_error *error);
// The names in a folder (not `.` files), sorted bytewise. The array and the names are on the arena.
WM_MUST_USE enum wm_status wm_file_list(int folder, struct wm_arena *arena, const char ***ret_names, size_t *ret_count,
                                        struct wm_error *error);
