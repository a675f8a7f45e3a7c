// SPDX-License-Identifier: MIT
// Custom predicates asked twice, in two states of Lua: one that has answered before, and one that is new for each
// question. A rule has no way to answer differently; should one find it, the answer is *unknown*, reason `error`, and the
// log has it as an ERROR. For tests, and for daemons that are set to (`rules.verify_predicates`); costs about double.
// One thread at a time, never the loop.
#pragma once

#include "engine/lang/predicate.h"

struct wm_predicates_verified;

// Borrows the ruleset until the end.
WM_MUST_USE enum wm_status wm_predicates_verified_new(WM_KEEPS const struct wm_ruleset *ruleset,
                                                      const struct wm_predicate_limits *limits,
                                                      struct wm_predicates_verified **ret_verified,
                                                      struct wm_error *error);
void wm_predicates_verified_free(struct wm_predicates_verified *verified); // accepts NULL
// As wm_predicates_deadline, for both.
void wm_predicates_verified_deadline(struct wm_predicates_verified *verified, int64_t nanoseconds);
// As wm_predicates_look_on: the two evaluations of a question are one, which took what the first took.
void wm_predicates_verified_look_on(struct wm_predicates_verified *verified, const struct wm_predicates_watch *watch);
// Borrows `verified`.
struct wm_predicate_runner wm_predicates_verified_runner(struct wm_predicates_verified *verified);
