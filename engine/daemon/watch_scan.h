// SPDX-License-Identifier: MIT
// One look at the rules folders: which packs there are, a digest of what the loader would read of each, and the folders
// in which something must happen for that to change.
//
// The digest is over names, inodes, sizes and times of the files, not over what is in them: a difference says that a
// pack may have changed. Blocking; any thread.
#pragma once

#include "engine/base/digest.h"
#include "engine/base/memory.h"

#include <sys/types.h>

struct wm_watch_pack {
    const char *name; // "organisations/north", "frameworks/ladder"
    size_t root;      // the number of the folder it stands in; packs of one name are made one
    struct wm_sha256 digest;
    bool touched; // for watch.c: something happened in its folders
};

struct wm_watch_folder {
    const char *path; // absolute, without links
    const char *only; // the one name in it that matters: on the way to a rules folder; NULL: all do
    const char *pack; // whose files are in it; NULL: none
    dev_t device;
    ino_t inode;
};

struct wm_watch_scan { // start as {0}
    struct wm_arena arena;
    struct wm_watch_pack *packs; // sorted by name
    size_t pack_count, pack_room;
    struct wm_watch_folder *folders; // sorted as wm_watch_folder_order has it, each once
    size_t folder_count, folder_room;
};

// What is not there (any more), or may not be read, is left out. WM_NO_MEMORY, or WM_SYSTEM when looking failed.
WM_MUST_USE enum wm_status wm_watch_look(const char *const *roots, size_t root_count, struct wm_watch_scan *ret_scan,
                                         struct wm_error *error);
void wm_watch_scan_clear(struct wm_watch_scan *scan); // accepts a zeroed one
int wm_watch_folder_order(const char *path, const char *only, const char *other_path, const char *other_only);
// Whether the loader would read a file of this name, rules or their signature: not what editors leave beside it ("x.lua~", ".x.lua.swp").
bool wm_watch_is_rules(const char *name);
