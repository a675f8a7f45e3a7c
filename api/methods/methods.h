// SPDX-License-Identifier: MIT
// Every method that a caller may call, and what they share. Loop thread only.
//
// Wiring: wm_methods_init, then a dispatcher with wm_methods_families, wm_methods_limits and the wm_methods as its
// context; after the last session has gone and the daemon has stopped, wm_methods_clear.
#pragma once

#include "api/methods/keeping.h"
#include "api/protocol/server.h"
#include "engine/daemon/daemon.h"

struct wm_pending;
struct wm_wait;

struct wm_methods {
    struct wm_daemon *daemon;
    struct wm_served served; // what the server counts; system.metrics shows it
    // The methods' own.
    struct wm_arena arena;          // of the question being answered
    uint64_t order;                 // of arrival: the last number given out
    struct wm_pending *writes;      // of all sessions, newest first
    struct wm_wait *awake, **later; // calls whose wait is over, oldest first
    struct wm_keeping previews, cohorts;
};

void wm_methods_init(struct wm_methods *methods, struct wm_daemon *daemon); // cannot fail
void wm_methods_clear(struct wm_methods *methods);                          // accepts a zeroed one
// For wm_dispatcher_init.
const struct wm_method *const *wm_methods_families(size_t *ret_count);
struct wm_dispatcher_limits wm_methods_limits(const struct wm_config *config);
