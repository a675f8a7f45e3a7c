// SPDX-License-Identifier: MIT
// The daemon without its socket: store, threads, rules and caches, started in order and stopped in the reverse.
#pragma once

#include "engine/daemon/aftermath.h"
#include "engine/daemon/cache.h"
#include "engine/daemon/config.h"
#include "engine/daemon/evaluator.h"
#include "engine/daemon/load.h"
#include "engine/daemon/packer.h"
#include "engine/daemon/rules.h"
#include "engine/daemon/triggers.h"

#include <stdbool.h>

#define WM_DAEMON_READERS 2u

struct wm_daemon_events {         // all from the loop, and any may stop the daemon
    void (*ready)(void *context); // every pack is active or known to be broken: time to listen
    void (*stop)(void *context);  // SIGTERM or SIGINT: drain, then call wm_daemon_stop
    void (*hurry)(void *context); // the same signal again: do not wait for anybody
    void *context;
};

struct wm_daemon {
    uv_loop_t *loop;
    const struct wm_config *config;
    struct wm_daemon_events events;
    struct wm_store *store;
    struct wm_rules rules;
    struct wm_triggers triggers;
    struct wm_cache cache;
    struct wm_loader loader;
    struct wm_writer *writer;
    struct wm_readers *readers;
    struct wm_readers *jobs;     // checkpoints, older rulesets
    struct wm_readers *builders; // rulesets that are to become active
    struct wm_evaluators *evaluators;
    struct wm_packer packer;
    struct wm_everybody *everybody; // walks past everybody
    struct wm_events outbox;
    struct wm_aftermath aftermath;
    uv_signal_t signals[3];
    uv_timer_t timer; // checkpoints, and keeping what could not be kept
    struct wm_read checkpoint;
    bool checkpointing;
    uint64_t groups_checkpointed; // groups committed when the last checkpoint began
    int64_t started;              // instant
    bool loaded;                  // every pack has been tried
    bool announced;               // `ready` was called
    bool stopping;
    size_t stages; // started so far
};

// Starts everything; `ready` comes later from the loop. On failure nothing is left but handles that the loop must still
// close. `config` is borrowed until the stop.
WM_MUST_USE enum wm_status wm_daemon_start(struct wm_daemon *daemon, uv_loop_t *loop, const struct wm_config *config,
                                           const struct wm_daemon_events *events, struct wm_error *error);
// Finishes what is queued and stops everything. Blocks for it. Nobody may ask anything any more.
void wm_daemon_stop(struct wm_daemon *daemon);
