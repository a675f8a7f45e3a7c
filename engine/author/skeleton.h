// SPDX-License-Identifier: MIT
// A new pack to begin with: a framework of two levels and a gate, or an organisation that adopts one. It is lint clean,
// and its tests pass.
//
// Beside it: .luarc.json, which tells the Lua language server of the words of the rule language; these are in
// .waymark/waymark.d.lua below the rules folder. Blocking, offline.
#pragma once

#include "engine/lang/pack.h"

#define WM_SKELETON_LIBRARY ".waymark" // below the rules folder: the annotations

struct wm_skeleton_file {
    const char *path; // below the rules folder: "frameworks/x/levels.lua"
    const char *bytes;
    size_t length;
    bool shared; // with other packs: where it is there already, it stays
};
struct wm_skeleton {
    struct wm_arena arena;
    const char *pack; // "frameworks/x"
    struct wm_skeleton_file *files;
    size_t count;
};

// `adopts` is the framework that an organisation adopts, found in `source`; NULL makes a framework. `place` is the pack's
// folder as people would type it. Errors: WM_PARAMS ("wrong-name"); WM_NOT_FOUND and WM_RULES about what is adopted.
WM_MUST_USE enum wm_status wm_skeleton_make(struct wm_skeleton *skeleton, const char *name, const char *adopts,
                                            const struct wm_pack_source *source, const char *place,
                                            struct wm_error *error);
void wm_skeleton_clear(struct wm_skeleton *skeleton); // accepts a zeroed one
// Writes the files below a folder that exists. WM_CONFLICT ("exists") when the pack's folder is there already: nothing is
// ever overwritten, but annotations of another version. What was written before a failure is removed again.
WM_MUST_USE enum wm_status wm_skeleton_write(const struct wm_skeleton *skeleton, const char *root,
                                             struct wm_error *error);
