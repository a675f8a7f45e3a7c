// SPDX-License-Identifier: MIT
// The organisations, the ruleset active for each, how it is changed, and older rulesets rebuilt for replays.
//
// An organisation exists when its pack does, or its ledger. Rules are read on a thread of their own: the pack is built
// from the disk, looked through for what cannot be meant so, its tests are run; then its sources and the activation are
// kept in the store; then, on the loop, one pointer is swapped. Whatever fails leaves what was active. What is not on
// disk whole is rebuilt from the store when nothing is active yet. Loop thread only.
#pragma once

#include "engine/criteria/ruleset.h"
#include "engine/daemon/reader.h"
#include "engine/daemon/writer.h"
#include "engine/lang/signed_packs.h"

struct wm_cache;
struct wm_prepared;
struct wm_rules_work;

struct wm_organisation {             // once there it stays, at its address, until the end
    struct wm_ruleset *active;       // NULL: `error` says why, or it is loading. Who waits holds a reference of its own
    uint32_t generation;             // moves with every activation, never 0 when active
    int64_t since;                   // instant of the activation; of the failure when nothing is active; 0: loading
    struct wm_prepared *prepared;    // answers by it that were made before it became active; may be NULL
    uint64_t activated;              // when it became active, of uv_hrtime; 0: nothing is yet
    struct wm_activation activation; // of what is active; number 0: not kept in the store yet
    // What was on disk when it was read last: its hash, "" when it could not be built or was not read; and whether it
    // failed, which `error` tells.
    char disk[65];
    bool failed;
    struct wm_error error;
    char held[65];      // "" or, after a rollback: what was on disk then, which only an explicit reload activates
    bool building;      // its rules are being read, or wait for it
    bool kept, keeping; // the activation is in the store; is on the way there
    bool complained;    // that it could not be kept
    size_t names;       // new to the process, that its packs have brought; the building thread's own
    _Atomic size_t tried_names; // the same of packs that were only tried: previews
    // The day that it was asked about last, and the second that this was.
    int64_t second;
    wm_day today;
    const char *id;
    size_t id_length;
    char name[]; // what `id` points to
};

enum wm_rules_state { // what rules.status says
    WM_STATE_LOADING, // tried for the first time
    WM_STATE_BROKEN,  // nothing is active
    WM_STATE_ACTIVE,
    WM_STATE_STALE,     // active, but what is on disk is broken
    WM_STATE_BUILDING,  // active, and being read again
    WM_STATE_SUSPENDED, // active, but some predicate is asked no more: wm_rules_state does not see that
    WM_STATE_COUNT
};
enum wm_rules_state wm_rules_state(const struct wm_organisation *organisation);

#define WM_RULES_REBUILT 8u // older rulesets held for replays

struct wm_rules_rebuilt {
    const struct wm_organisation *organisation;
    struct wm_ruleset *ruleset;
    uint64_t used;
};

// Where it failed.
enum wm_rules_stage { WM_STAGE_NONE, WM_STAGE_BUILD, WM_STAGE_LINT, WM_STAGE_TEST, WM_STAGE_SIGNATURE };
const char *wm_rules_stage_name(enum wm_rules_stage stage); // "build"; NULL of NONE

// What others want to know of it. From the loop, after the fact; the rulesets are borrowed for the call. Each may be NULL.
struct wm_rules_events {
    // `before` is NULL when nothing was active. `number`: of the activation, 0 when it is not kept yet: then `kept` is
    // called later. Not called for what was active when the daemon was started and goes on.
    void (*changed)(void *context, struct wm_organisation *organisation, struct wm_ruleset *before,
                    struct wm_ruleset *after, int64_t number, enum wm_activation_cause cause);
    void (*kept)(void *context, struct wm_organisation *organisation);
    void (*failed)(void *context, struct wm_organisation *organisation, enum wm_rules_stage stage,
                   const struct wm_error *error);
    void *context;
};

struct wm_rules {
    const char *const *roots; // borrowed
    size_t root_count;
    struct wm_trust
        trust; // borrowed: set after the init. Keys that must have signed what becomes active; none: no need
    struct wm_organisation **organisations; // sorted by id
    size_t count, room;
    const struct wm_cache *cache; // borrowed: set after the init. Whose answers are made ready; NULL: none are
    struct wm_readers *builders, *jobs;
    struct wm_writer *writer;
    struct wm_rules_events events;
    size_t loading;                // organisations of the start that were not tried yet
    _Atomic(bool) abandoned;       // read by the building thread: nobody wants what is still to be built
    void (*loaded)(void *context); // called once, when none is loading any more
    void *context;
    struct wm_rules_work *working;      // read, and then kept: one at a time
    struct wm_rules_work *queue, **end; // waiting for their turn
    size_t counted;                     // of those, the ones that are bounded
    struct wm_rules_rebuilt rebuilt[WM_RULES_REBUILT];
    uint64_t ticks;
    struct wm_rules_job *rebuilding; // under way
};

// Finds the organisations; `reader` is used for this call only, `roots` until the end. A rules folder that is missing is
// WM_NOT_FOUND with reason "missing-folder".
WM_MUST_USE enum wm_status wm_rules_init(struct wm_rules *rules, WM_KEEPS const char *const *roots, size_t root_count,
                                         struct wm_store_reader *reader, struct wm_error *error);
void wm_rules_clear(struct wm_rules *rules); // no job may be under way; accepts a zeroed one
// Threads: packs are built on `builders` (one thread), older rulesets rebuilt on `jobs`.
struct wm_rules_threads {
    struct wm_readers *builders, *jobs;
    struct wm_writer *writer;
};
// Starts reading every organisation's rules. `loaded` is called from the loop, also when there is no organisation.
WM_MUST_USE enum wm_status wm_rules_load(struct wm_rules *rules, const struct wm_rules_threads *threads,
                                         void (*loaded)(void *context), void *context, struct wm_error *error);
// What is not active yet will not be, and `loaded` is not called any more: the daemon stops. Who waits for their turn is
// told WM_BUSY "stopping".
void wm_rules_abandon(struct wm_rules *rules);
// Tries again to keep what could not be kept before.
void wm_rules_keep(struct wm_rules *rules);
// Lets go of answers that were made before an activation, when it is a minute ago.
void wm_rules_tidy(struct wm_rules *rules);

// One whose folder has appeared, or the one that is there.
WM_MUST_USE enum wm_status wm_rules_add(struct wm_rules *rules, const char *id, size_t length,
                                        struct wm_organisation **ret_organisation, struct wm_error *error);
// NULL when there is none.
struct wm_organisation *wm_rules_organisation(const struct wm_rules *rules, const char *id, size_t length);
// The active ruleset (borrowed), or WM_RULES with the reason, place and all of why there is none.
WM_MUST_USE enum wm_status wm_rules_active(const struct wm_organisation *organisation, struct wm_ruleset **ret_ruleset,
                                           struct wm_error *error);
// The day in the organisation's time zone, as `ruleset` says; NULL: the active one. Without rules Europe/London.
WM_MUST_USE enum wm_status wm_rules_today(struct wm_organisation *organisation, const struct wm_ruleset *ruleset,
                                          int64_t instant, wm_day *ret_day, struct wm_error *error);

// --- Changing what is active ---

enum wm_rules_aim {
    WM_AIM_RELOAD,  // what is on disk becomes active
    WM_AIM_CHECK,   // everything but that
    WM_AIM_ROLLBACK // one that was active once becomes active again
};

struct wm_rules_outcome {
    enum wm_status status; // WM_OK, WM_RULES, WM_STORE, WM_NOT_FOUND, WM_BUSY, …: then nothing has changed
    struct wm_error error;
    enum wm_rules_stage stage; // where a WM_RULES came from
    bool changed;              // else what was asked for is active already, or held back, or only checked
    char rules[65];            // RELOAD, ROLLBACK: what is active now. CHECK: what would be
    char previous[65];         // changed: what was active before, or ""
    int64_t number;            // changed: of the activation; 0: not kept yet
    struct wm_text findings;   // of the linter, as elements of a JSON array; borrowed for the call
    uint32_t passed, failed;   // tests
};

// Somebody who waits. Owned by who asks, until `ready` is called.
struct wm_rules_asker {
    struct wm_rules_asker *next;
    void (*ready)(struct wm_rules_asker *asker, const struct wm_rules_outcome *outcome);
};

struct wm_rules_request {
    const char *organisation; // its id; also of one whose folder has appeared since
    size_t length;
    enum wm_rules_aim aim;
    enum wm_activation_cause
        cause;      // RELOAD: "reload", "signal" or "watch"; these two leave alone what a rollback holds
    uint32_t uid;   // who asks
    char rules[65]; // ROLLBACK: the hash, or its first digits: at least 8
};

// Asks for it. WM_NOT_FOUND: going back where there is no such organisation. One that is waiting for its turn already is joined; behind one that has begun another follows, since it
// may have read what was there before. `asker` may be NULL: the log tells. Not called before this returns. WM_BUSY.
WM_MUST_USE enum wm_status wm_rules_ask(struct wm_rules *rules, const struct wm_rules_request *request,
                                        WM_KEEPS struct wm_rules_asker *asker, struct wm_error *error);

// Reloads every organisation, and those whose folders have appeared.
struct wm_rules_sweep { // owned by who asks, until `done`, which may free it
    void (*done)(struct wm_rules_sweep *sweep);
    size_t changed, unchanged, failed; // organisations, when it is called
};
WM_MUST_USE enum wm_status wm_rules_ask_all(struct wm_rules *rules, enum wm_activation_cause cause, uint32_t uid,
                                            WM_KEEPS struct wm_rules_sweep *sweep, struct wm_error *error);

// --- Older rulesets ---

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
