// SPDX-License-Identifier: MIT
// Bugs on purpose: each changes what the engine is given, or what it says, so that it answers as an engine with that bug
// would. The differential test must see every one of them.
#pragma once

#include "engine/decide/decide.h"
#include "tests/property/case.h"

struct wm_link;

struct bug {
    const char *name;
    // One of these. They say whether there was anything to change.
    bool (*in_criterion)(struct wm_criterion *criterion);
    bool (*in_query)(struct wm_query *query, enum wm_verb verb);
    bool (*in_recognition)(struct wm_recognition *recognition);
    bool (*in_link)(const struct wm_link *link); // whether one that counts for nothing shall count
    bool (*in_fact)(struct wm_fact *fact);
    bool (*in_case)(struct property_case *made);
    bool (*in_decision)(struct wm_decision *decision);
};
extern const struct bug bugs[];
extern const size_t bug_count;

// Each changes everything in its argument that the bug concerns; false when there was nothing, or it is not that sort.
bool bug_in_rules(const struct bug *bug, struct wm_ruleset *ruleset);
bool bug_in_portfolio(const struct bug *bug, struct wm_portfolio *portfolio);
bool bug_in_case(const struct bug *bug, struct property_case *made);
bool bug_in_decision(const struct bug *bug, struct wm_decision *decision);
