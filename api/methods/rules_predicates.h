// SPDX-License-Identifier: MIT
// What the custom predicates of an organisation's rules have cost, and which are suspended: for rules.status and
// system.metrics. Loop thread only.
#pragma once

#include "engine/daemon/daemon.h"

// Whether some predicate of the ruleset is asked no more; of NULL none is.
bool wm_rules_predicates_suspended(struct wm_daemon *daemon, struct wm_ruleset *ruleset);
// The member "predicates" of an object: an array, empty when `ruleset` is NULL. Of very many the suspended ones come
// first, and the rest is left out.
void wm_rules_predicates_write(struct wm_buffer *buffer, struct wm_daemon *daemon, struct wm_ruleset *ruleset);
// Of all active rulesets, in the text format of Prometheus: those that were asked, and not more of them than fit.
void wm_rules_predicates_measure(struct wm_buffer *buffer, struct wm_daemon *daemon);
