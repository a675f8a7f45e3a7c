// SPDX-License-Identifier: MIT
// From Lua files to a ruleset.
//
// A pack is a folder: frameworks/<id>/, organisations/<id>/, or organisations/<id>/<id>/ for a framework that is an
// organisation's own. Its .lua files run in name order, framework.lua or organisation.lua first, `_*.lua` only by
// include. Building runs the organisation's pack, then each framework that it adopts or has itself, each in a sandbox
// (engine/lang/sandbox.h), and seals the ruleset. Blocking; jobs thread or offline; never on the loop.
#pragma once

#include "engine/criteria/ruleset.h"

// Where the files come from: folders on disk, or the store's kept sources. `list` gives the .lua file names of a pack
// ("frameworks/x", "organisations/x/y"), sorted, on the arena; WM_NOT_FOUND when there is no such pack. `read` gives one
// file.
struct wm_pack_source {
    void *context;
    enum wm_status (*list)(void *context, const char *pack, struct wm_arena *arena, const char ***ret_names,
                           size_t *ret_count, struct wm_error *error);
    enum wm_status (*read)(void *context, const char *pack, const char *name, struct wm_buffer *ret_bytes,
                           struct wm_error *error);
    // Names of all packs under "frameworks" or "organisations", sorted: for the nearest name and for starting. Under
    // "organisations/x": the frameworks of its own, those folders that hold .lua files.
    enum wm_status (*packs)(void *context, const char *group, struct wm_arena *arena, const char ***ret_names,
                            size_t *ret_count, struct wm_error *error);
};

// Folders on disk: the rules roots of the configuration, earlier ones win. Roots must exist (WM_NOT_FOUND, reason
// "missing-folder").
struct wm_pack_folders;
WM_MUST_USE enum wm_status wm_pack_folders_open(const char *const *roots, size_t count,
                                                struct wm_pack_folders **ret_folders, struct wm_error *error);
void wm_pack_folders_close(struct wm_pack_folders *folders);
struct wm_pack_source wm_pack_folders_source(struct wm_pack_folders *folders);
// Files in memory (kept sources, tests). Borrowed until the source is no longer used.
struct wm_pack_files {
    const struct wm_ruleset_file *files;
    size_t count;
};
struct wm_pack_source wm_pack_files_source(struct wm_pack_files *files);

struct wm_pack_limits {          // 0 = the default of engine/lang/limits.h
    size_t memory;               // bytes of one Lua state
    uint64_t instructions;       // of one pack's loading
    size_t file;                 // bytes of one file
    size_t files;                // of one pack
    int64_t nanoseconds;         // of this thread's processor time, for all packs of a ruleset
    const _Atomic(bool) *cancel; // NULL, or once it is true nobody wants this any more: WM_BUSY, reason "cancelled"
    size_t *names; // codes that nobody in the process had before: so many may still be brought by what is built. It
                   // goes down with each success; a failure brings none. NULL: any number
};

// The organisation's ruleset. Errors: WM_RULES with reason (`syntax`, `unknown-name`, `duplicate`, `wrong-type`, `missing`,
// `budget`, `memory`, `cycle`, `too-many-new-names`, …), `where` = "file:line", nearest. WM_NOT_FOUND when there is no such organisation pack.
WM_MUST_USE enum wm_status wm_pack_build(const struct wm_pack_source *source, const char *organisation,
                                         const struct wm_pack_limits *limits, struct wm_ruleset **ret_ruleset,
                                         struct wm_error *error);

// One framework on its own, as its tests see it: suggested values stand for unset parameters, except those given here.
struct wm_pack_override {
    const char *parameter;
    bool unset; // left open, whatever is suggested; no value then
    struct wm_value value;
    struct wm_place where; // for errors; line 0: unknown
};
WM_MUST_USE enum wm_status wm_pack_build_framework(const struct wm_pack_source *source, const char *framework,
                                                   const struct wm_pack_override *overrides, size_t count,
                                                   const struct wm_pack_limits *limits, struct wm_ruleset **ret_ruleset,
                                                   struct wm_error *error);
