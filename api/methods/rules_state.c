// SPDX-License-Identifier: MIT
#include "api/methods/rules_state.h"

#include "api/methods/rules_predicates.h"

static const struct {
    const char *name;
    bool unwell;
} states[WM_STATE_COUNT] = {
    [WM_STATE_LOADING] = {"loading", false},   [WM_STATE_BROKEN] = {"broken", true},
    [WM_STATE_ACTIVE] = {"active", false},     [WM_STATE_STALE] = {"stale", true},
    [WM_STATE_BUILDING] = {"building", false}, [WM_STATE_SUSPENDED] = {"suspended", true},
};

enum wm_rules_state wm_rules_state_told(struct wm_daemon *daemon, const struct wm_organisation *organisation) {
    enum wm_rules_state state = wm_rules_state(organisation);
    bool suspended = state == WM_STATE_ACTIVE && wm_rules_predicates_suspended(daemon, organisation->active);
    return suspended ? WM_STATE_SUSPENDED : state;
}

const char *wm_rules_state_name(enum wm_rules_state state) {
    return states[state].name;
}

bool wm_rules_state_unwell(enum wm_rules_state state) {
    return states[state].unwell;
}

struct wm_rules_states wm_rules_states(struct wm_daemon *daemon) {
    struct wm_rules_states counts = {.of = {0}};
    for (size_t i = 0; i < daemon->rules.count; i++)
        counts.of[wm_rules_state_told(daemon, daemon->rules.organisations[i])]++;
    return counts;
}
