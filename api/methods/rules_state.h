// SPDX-License-Identifier: MIT
// In which state the rules of organisations are, for all who tell it: rules.status, system.health, system.metrics. Loop
// thread only.
#pragma once

#include "engine/daemon/daemon.h"

// As wm_rules_state, and WM_STATE_SUSPENDED of an active one of which some predicate is asked no more.
enum wm_rules_state wm_rules_state_told(struct wm_daemon *daemon, const struct wm_organisation *organisation);
const char *wm_rules_state_name(enum wm_rules_state state); // "loading"
bool wm_rules_state_unwell(enum wm_rules_state state);      // somebody has to mend something

struct wm_rules_states { // how many organisations are in each
    uint32_t of[WM_STATE_COUNT];
};
struct wm_rules_states wm_rules_states(struct wm_daemon *daemon);
