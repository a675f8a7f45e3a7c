// SPDX-License-Identifier: MIT
// One reading of an organisation's rules, from its request to its answer: asked for and ended on the loop
// (rules_activate.c), done in between on the building thread (rules_build.c). Internal to engine/daemon.
#pragma once

#include "engine/base/buffer.h"
#include "engine/daemon/prepared.h"
#include "engine/daemon/rules.h"

struct wm_rules_work {
    struct wm_read read;   // first
    struct wm_write write; // of the keeping
    struct wm_preparation preparation;
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
    struct wm_ruleset *ruleset;  // to become active, or NULL
    struct wm_ruleset *resigned; // what is active, or becomes so, with signatures that are to be kept; or NULL
    struct wm_activation last;   // of the store, if nothing was active; number 0: none
    bool recorded;               // the ruleset is that of `last`: nothing is to be kept
    char target[65];             // the hash of what was asked for, once it is known
    char disk[65];               // of what is on disk, "" when it could not be built
    struct wm_error disk_error;  // status WM_OK: nothing is wrong with it
    enum wm_rules_stage stage;   // where the disk's failed
    struct wm_buffer findings;   // of the linter, elements of a JSON array
    uint32_t passed, failed;     // tests
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

// Builds what is to become active: only of what the keys have signed, if there are any; `ret_refused` says that this was
// the obstacle. On a thread with a reader.
WM_MUST_USE enum wm_status wm_rules_build(const struct wm_pack_source *source, const char *organisation,
                                          const struct wm_trust *trust, const struct wm_pack_limits *limits,
                                          bool *ret_refused, struct wm_ruleset **ret_ruleset, struct wm_error *error);
// Whether it carries other signatures than are kept with its sources.
WM_MUST_USE enum wm_status wm_rules_signed_anew(struct wm_store_reader *reader, const struct wm_ruleset *ruleset,
                                                bool *ret_anew, struct wm_error *error);
// Keeps these instead, of what is active. On the loop.
void wm_rules_keep_signatures(struct wm_rules *rules, const struct wm_organisation *organisation,
                              struct wm_ruleset *ruleset);
// A ruleset from its kept sources, to become active again: as wm_rules_build. On a thread with a reader.
WM_MUST_USE enum wm_status wm_rules_from_store_signed(struct wm_store_reader *reader, const char *organisation,
                                                      const char hash[65], const struct wm_trust *trust,
                                                      bool *ret_refused, struct wm_ruleset **ret_ruleset,
                                                      struct wm_error *error);
// The same for looking back: whoever signed it. What was active once may always be computed again.
WM_MUST_USE enum wm_status wm_rules_from_store(struct wm_store_reader *reader, const char *organisation,
                                               const char hash[65], struct wm_ruleset **ret_ruleset,
                                               struct wm_error *error);
