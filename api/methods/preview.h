// SPDX-License-Identifier: MIT
// What rules.preview found: kept for its pages, and written. Loop thread only.
#pragma once

#include "engine/base/json.h"
#include "engine/daemon/compare.h"

#define WM_PREVIEWS_KEPT 4u                // of different organisations, the last one of each
#define WM_PREVIEW_MOVES ((size_t)1000000) // listed, of all that are kept together; counts are of all
#define WM_PREVIEWS_MOST 2u                // under way at the same time

struct wm_preview_kept {
    const struct wm_organisation *organisation;
    struct wm_compared *compared; // held
    uint64_t serial;
};

struct wm_previews { // zeroed at the start
    struct wm_preview_kept kept[WM_PREVIEWS_KEPT];
    uint64_t serial; // the last one given out
    uint32_t under_way;
};
void wm_previews_clear(struct wm_previews *previews);
// In place of what was kept of the organisation; what is oldest goes where there is no room.
struct wm_preview_kept *wm_previews_keep(struct wm_previews *previews, const struct wm_organisation *organisation,
                                         WM_TAKES struct wm_compared *compared);

// Where a page begins: "6391b5c40f2a0.7-2000", the daemon's start, the preview's number, and moves before it.
#define WM_PREVIEW_CURSOR 64u
// False when what it speaks of is not kept any more, or never was.
bool wm_previews_find(struct wm_previews *previews, int64_t started, const struct wm_organisation *organisation,
                      struct wm_text cursor, struct wm_preview_kept **ret_kept, size_t *ret_offset);
struct wm_preview_page {
    size_t offset, limit; // moves
    size_t longest;       // bytes; it has one move at least
    int64_t started;      // the daemon's start
};
void wm_preview_write(struct wm_buffer *result, const struct wm_preview_kept *kept, const struct wm_preview_page *page);
