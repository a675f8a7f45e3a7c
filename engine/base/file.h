// SPDX-License-Identifier: MIT
// Reading files and folders carefully: regular files only, no links out, bounded.
#pragma once

#include "engine/base/buffer.h"

// Reads a regular file of at most `maximum` bytes into a buffer that it initialises. `folder` must be an open folder
// descriptor; `name` is relative to it and has no `.` or `..`; neither the file nor a folder on the way may be a link.
// WM_NOT_FOUND ("file-missing"), WM_LIMIT ("file-too-large"), WM_DENIED ("file-link", "file-kind", "file-name"),
// WM_NO_MEMORY, WM_SYSTEM; `where` is the name.
WM_MUST_USE enum wm_status wm_file_read_at(int folder, const char *name, size_t maximum, struct wm_buffer *ret_bytes,
                                           struct wm_error *error);
// The same for a path that an operator wrote: links are followed, since that is their own business.
WM_MUST_USE enum wm_status wm_file_read(const char *path, size_t maximum, struct wm_buffer *ret_bytes,
                                        struct wm_error *error);
// The names in a folder (not `.` files), sorted bytewise. The array and the names are on the arena.
WM_MUST_USE enum wm_status wm_file_list(int folder, struct wm_arena *arena, const char ***ret_names, size_t *ret_count,
                                        struct wm_error *error);
