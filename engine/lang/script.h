// SPDX-License-Identifier: MIT
// One pack at work: its files, its Lua state, and the draft they build. One thread at a time.
#pragma once

#include "engine/lang/draft.h"
#include "engine/lang/pack.h"
#include "engine/lang/sandbox.h"

enum wm_script_progress { WM_SCRIPT_WAITING, WM_SCRIPT_RUNNING, WM_SCRIPT_DONE };

struct wm_script_file {
    const char *name;  // "levels.lua"
    const char *path;  // "frameworks/x/levels.lua"
    const char *bytes; // NULL until it is read
    size_t length;
    enum wm_script_progress progress;
};

struct wm_script {
    struct wm_sandbox *sandbox;
    const struct wm_pack_source *source;
    struct wm_pack_limits limits;
    const char *pack;             // "frameworks/x"
    const char *id;               // "x"
    bool organisation;            // of the group organisations
    struct wm_arena *keep;        // files' paths and bytes
    struct wm_script_file *files; // framework.lua or organisation.lua first, then by name
    size_t file_count;
    const struct wm_script_file *running; // the innermost; NULL: none
    struct wm_draft draft;
    int functions; // references given out
};

// Reads and runs every file of the pack. Files are copied to `keep`, where places point, too. WM_NOT_FOUND when there
// is no such pack; WM_RULES for what is wrong in it.
WM_MUST_USE enum wm_status wm_script_run(const struct wm_pack_source *source, const char *pack,
                                         const struct wm_pack_limits *limits, struct wm_arena *keep,
                                         struct wm_script **ret_script, struct wm_error *error);
void wm_script_free(struct wm_script *script); // accepts NULL

// The one door into Lua. The error's `where` names the file in full.
WM_MUST_USE enum wm_status wm_script_call(struct wm_script *script, lua_CFunction body, void *context,
                                          struct wm_error *error);
// Calls the pack's function with a declaration; it must give a criterion (a list of them is an `all`).
WM_MUST_USE enum wm_status wm_script_ask(struct wm_script *script, const struct wm_draft_value *function,
                                         struct wm_draft_declaration *declaration, struct wm_draft_value *ret_value,
                                         struct wm_error *error);

// The rest is for C functions that Lua calls; they raise faults.
struct wm_script *wm_script_of(lua_State *state);
struct wm_place wm_script_place(lua_State *state);                  // of the nearest Lua code
void *wm_script_alloc(lua_State *state, size_t count, size_t size); // on the draft's arena, zeroed
int wm_script_include(lua_State *state);                            // include "file"
