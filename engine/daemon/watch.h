// SPDX-License-Identifier: MIT
// Says which packs may have changed in the rules folders, a moment after the last of several changes.
//
// The kernel (inotify, by uv_fs_event) says that something happened in a folder; then a look at all of them
// (engine/daemon/watch_scan.h), on a thread of its own, says what is different, so that nothing is missed when the kernel drops
// events, a folder goes and returns, or a link on the way to the rules is swapped. A pack in which something happened is
// reported though nothing differs: better once too often. Where not all folders can be watched the looks come at
// intervals. Changes that another machine makes on a network file system are not seen before the next look.
// Loop thread only.
#pragma once

#include "engine/base/error.h"

#include <stddef.h>
#include <stdint.h>
#include <uv.h>

#define WM_WATCH_QUIET 200u     // milliseconds without a change before it is looked at,
#define WM_WATCH_LATEST 2000u   // but no later than this after the first
#define WM_WATCH_EVERY 10000u   // between looks, when not all folders can be watched or a look failed
#define WM_WATCH_FOLDERS 65536u // watched at most

struct wm_watch_form {
    const char *const *roots; // absolute; borrowed until the stop; need not be there
    size_t root_count;
    size_t folders;                // 0: WM_WATCH_FOLDERS
    uint64_t quiet, latest, every; // milliseconds; 0: as above
    // Names of packs that came, went or may be other than before: "frameworks/ladder", "organisations/north"; sorted, lent
    // for the call. It may not stop the watch.
    void (*changed)(void *context, const char *const *packs, size_t count);
    void *context;
};

struct wm_watch;

// What is changed after this has returned is reported. Blocks for the first look.
WM_MUST_USE enum wm_status wm_watch_start(uv_loop_t *loop, const struct wm_watch_form *form,
                                          struct wm_watch **ret_watch, struct wm_error *error);
// Nothing is reported any more. Frees itself once the loop has closed its handles. Accepts NULL.
void wm_watch_stop(struct wm_watch *watch);
