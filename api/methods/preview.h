// SPDX-License-Identifier: MIT
// What rules.preview found, written. Loop thread only.
#pragma once

#include "api/methods/walking.h"
#include "engine/daemon/compare.h"

#define WM_PREVIEWS_KEPT 4u                // of different organisations, the last one of each
#define WM_PREVIEW_MOVES ((size_t)1000000) // listed, of all that are kept together; counts are of all
#define WM_PREVIEWS_MOST 2u                // under way at the same time

extern const struct wm_keeping_form wm_preview_keeping; // of struct wm_compared
void wm_preview_write(struct wm_buffer *result, const struct wm_keeping *keeping, const struct wm_kept *kept,
                      const struct wm_page *page);
