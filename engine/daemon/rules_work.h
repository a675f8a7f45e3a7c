// SPDX-License-Identifier: MIT
// One reading of an organisation's rules, from its request to its answer: asked for and ended on the loop
// (rules_activate.c), done in between on the building thread (rules_build.c). Internal to engine/daemon.
#pragma once

#include "engine/base/buffer.h"
#include "engine/daemon/rules.h"

struct wm_rules_work {
    struct wm_read read;   // first
    struct wm_write write; // of the keeping
    struct wm_rules *rules;
    struct wm_rules_work *next;           // in the queue
    struct wm_organisation *organisation; // NULL: it is not there yet
    struct wm_rules_asker *first, **end;
    enum wm_rules_aim aim;
    enum wm_activation_cause cause;
    uint32_t uid;
    char wanted[65]; // ROLLBACK
    bool starting;   // the start waits for it
    bool counted;    // among those that are bounded
    // What the building thread is told.
    char active[65]; // hash of what is active, or ""
    char held[65];
    // What it found. `read.status`: of what was asked for.
    struct wm_ruleset *ruleset; // to become active, or NULL
    struct wm_activation last;  // of the store, if nothing was active; number 0: none
    bool recorded;              // the ruleset is that of `last`: nothing is to be kept
    char target[65];            // the hash of what was asked for, once it is known
    char disk[65];              // of what is on disk, "" when it could not be built
    struct wm_error disk_error; // status WM_OK: nothing is wrong with it
    enum wm_rules_stage stage;  // where the disk's failed
    struct wm_buffer findings;  // of the linter, elements of a JSON array
    uint32_t passed, failed;    // tests
    size_t id_length;
    char id[];
};

// struct wm_read's `run`.
enum wm_status wm_rules_work_build(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error);

// Puts it at the end of the queue. `counted` ones are bounded: WM_BUSY.
WM_MUST_USE enum wm_status wm_rules_work_add(struct wm_rules *rules, const struct wm_rules_request *request,
                                             bool counted, struct wm_rules_work **ret_work, struct wm_error *error);
// Lets the next one begin, if none is under way.
void wm_rules_work_next(struct wm_rules *rules);
// Who waits for their turn will not get it.
void wm_rules_work_drop(struct wm_rules *rules);

// A ruleset from its kept sources. On a thread with a reader.
WM_MUST_USE enum wm_status wm_rules_from_store(struct wm_store_reader *reader, const char *organisation,
                                               const char hash[65], struct wm_ruleset **ret_ruleset,
                                               struct wm_error *error);
