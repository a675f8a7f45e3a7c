// SPDX-License-Identifier: MIT
// Hostile rule files, let loose in the sandbox one by one, and held against what a manifest says of each.
//
// A file is part of a pack of its own and becomes a custom predicate of it: it is loaded as any pack is, and asked about
// people as any predicate is. Beside it, in the same state, and in another ruleset, stands an honest rule (the canary)
// whose answer must stay what it was. tests/attacks/README.md has the form of the manifest.
//
// What a file does to the process (a crash, an endless loop in C) is not seen here: the caller runs each in a process
// of its own. One thread at a time.
#pragma once

#include "engine/base/error.h"
#include "engine/base/json.h"
#include "engine/base/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wm_attack_end {
    WM_ATTACK_CONTAINED, // it says itself that it got nowhere
    WM_ATTACK_STABLE,    // it answered
    WM_ATTACK_LOAD_ERROR,
    WM_ATTACK_ERROR,
    WM_ATTACK_BUDGET,
    WM_ATTACK_MEMORY,
    WM_ATTACK_ENDS
};
const char *wm_attack_end_name(enum wm_attack_end end); // as in manifests: "load_error"

enum wm_attack_help {
    WM_ATTACK_HELP_MODEL, // the few names that the files of a neutral corpus expect, over what people have here
    WM_ATTACK_HELP_NONE,  // the rule language as it is: the function is given `person`
    WM_ATTACK_HELP_PACK,  // the file is one of the pack's own, with every word of the language
    WM_ATTACK_HELPS
};

struct wm_attack_expansion { // `marker` is replaced by `unit`, `count` times; {i} in the unit is 1, 2, 3, …
    struct wm_text marker, unit;
    uint32_t count;
};

struct wm_attack { // a file of the manifest
    const char *id, *file, *kind, *tries;
    enum wm_attack_help help;
    uint32_t variants; // besides the file as it is
    uint32_t evals;    // how many people it is asked about
    uint32_t ends;     // 1 << enum wm_attack_end
    int64_t hold_ms, close_ms;
    int64_t bytes; // of the Lua state
    int64_t reason_bytes;
    bool never_true, free_reason, stable, stable_across, soft;
    uint32_t true_variants; // bits: of these variants a yes is all right
    const char *forbidden;  // in nothing that is printed; NULL: there is nothing
    const char *answers;    // what it must say then; NULL: anything that its end allows
    struct wm_attack_expansion *expansions;
    size_t expansion_count;
};

struct wm_attack_list {
    struct wm_arena arena;
    struct wm_attack *attacks;
    size_t count;
    const char *folder;
    struct wm_text canary; // the honest rule, empty when the manifest has none
};

// Reads FOLDER/manifest.json. WM_PARAMS with reason "manifest" and its place for what is wrong in it. To be cleared also
// after a failure.
WM_MUST_USE enum wm_status wm_attack_list_read(const char *folder, struct wm_attack_list *ret_list,
                                               struct wm_error *error);
void wm_attack_list_clear(struct wm_attack_list *list);
// The text of a file as it is loaded: expanded, and as that variant. An initialised buffer.
WM_MUST_USE enum wm_status wm_attack_text(const struct wm_attack_list *list, const struct wm_attack *attack,
                                          uint32_t variant, struct wm_buffer *ret_text, struct wm_error *error);

struct wm_attack_result {
    enum wm_attack_end end;
    bool good;
    char why[200];            // not good: what is wrong
    char text[400];           // what the file said, or the error that ended it
    char where[200];          // "file:line" of that, or ""
    uint64_t fuel;            // of the costliest evaluation
    size_t bytes;             // the most that the Lua state held
    int64_t load_nanoseconds; // of processor time: the pack, and
    int64_t hold_nanoseconds; // the longest evaluation
};
// Lets one variant loose. An error is one of ours; whatever the file does is a result.
WM_MUST_USE enum wm_status wm_attack_run(const struct wm_attack_list *list, const struct wm_attack *attack,
                                         uint32_t variant, struct wm_attack_result *ret_result, struct wm_error *error);
// Times are held against the manifest only where they mean something: not under a sanitizer.
bool wm_attack_judges_time(void);
