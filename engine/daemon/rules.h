// SPDX-License-Identifier: MIT
// The organisations, the ruleset active for each, and older rulesets rebuilt for replays.
//
// An organisation exists when its pack does, or its ledger. Packs are built on the jobs thread; the sources of each
// ruleset are kept in the store before it becomes active. A pack that is broken leaves its organisation without a
// ruleset, and nobody else. Loop thread only.
#pragma once

#include "engine/criteria/ruleset.h"
#include "engine/daemon/reader.h"
#include "engine/daemon/writer.h"
#include "engine/lang/pack.h"

struct wm_organisation {
    const char *id;
    size_t id_length;
    struct wm_ruleset *active; // NULL: `error` says why
    uint32_t generation;       // moves with every activation, never 0 when active
    int64_t since;             // instant of the activation, or of the failure
    bool kept, keeping;        // its sources are in the store; are on the way there
    bool complained;           // that they could not be kept
    struct wm_error error;
    // The day that it was asked about last, and the second that this was.
    int64_t second;
    wm_day today;
};

#define WM_RULES_REBUILT 8u // older rulesets held for replays

struct wm_rules_rebuilt {
    const struct wm_organisation *organisation;
    struct wm_ruleset *ruleset;
    uint64_t used;
};

struct wm_rules {
    struct wm_arena arena;
    struct wm_organisation *organisations; // sorted by id
    size_t count;
    struct wm_pack_folders *folders; // the jobs thread's while a build is under way
    struct wm_readers *jobs;
    struct wm_writer *writer;
    size_t loading;                // organisations not yet active or broken
    _Atomic(bool) abandoned;       // read by the jobs thread: nobody wants what is still to be built
    void (*loaded)(void *context); // called once, when none is loading any more
    void *context;
    struct wm_rules_rebuilt rebuilt[WM_RULES_REBUILT];
    uint64_t ticks;
    struct wm_rules_job *rebuilding; // under way
};

// Finds the organisations; `reader` is used for this call only. A rules folder that is missing is WM_NOT_FOUND with
// reason "missing-folder".
WM_MUST_USE enum wm_status wm_rules_init(struct wm_rules *rules, const char *const *roots, size_t root_count,
                                         struct wm_store_reader *reader, struct wm_error *error);
void wm_rules_clear(struct wm_rules *rules); // no job may be under way; accepts a zeroed one
// Starts building every pack. `loaded` is called from the loop, also when there is no organisation.
WM_MUST_USE enum wm_status wm_rules_load(struct wm_rules *rules, struct wm_readers *jobs, struct wm_writer *writer,
                                         void (*loaded)(void *context), void *context, struct wm_error *error);
// What is not built yet will not be, and `loaded` is not called any more: the daemon stops.
void wm_rules_abandon(struct wm_rules *rules);
// Tries again to keep the sources that could not be kept before.
void wm_rules_keep(struct wm_rules *rules);

// NULL when there is none.
struct wm_organisation *wm_rules_organisation(const struct wm_rules *rules, const char *id, size_t length);
// The active ruleset (borrowed), or WM_RULES with the reason, place and all of why there is none.
WM_MUST_USE enum wm_status wm_rules_active(const struct wm_organisation *organisation, struct wm_ruleset **ret_ruleset,
                                           struct wm_error *error);
// The day in the organisation's time zone. Organisations without rules use Europe/London.
WM_MUST_USE enum wm_status wm_rules_today(struct wm_organisation *organisation, int64_t instant, wm_day *ret_day,
                                          struct wm_error *error);

// A ruleset by its hash if it is active or was rebuilt lately (borrowed), else NULL.
struct wm_ruleset *wm_rules_find(struct wm_rules *rules, const struct wm_organisation *organisation,
                                 const char hash[65]);
struct wm_rules_waiter { // as struct wm_load_waiter; `ruleset` is borrowed for the call
    struct wm_rules_waiter *next;
    void (*ready)(struct wm_rules_waiter *waiter, enum wm_status status, struct wm_ruleset *ruleset,
                  const struct wm_error *error);
};
// Rebuilds one that was active once from its kept sources. WM_NOT_FOUND, reason "unknown-rules", when none was.
WM_MUST_USE enum wm_status wm_rules_rebuild(struct wm_rules *rules, struct wm_organisation *organisation,
                                            const char hash[65], WM_KEEPS struct wm_rules_waiter *waiter,
                                            struct wm_error *error);
